"""/health as promised (P-33), and what orchestrators ask."""

import re
import time
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from structlog.testing import capture_logs

from primetrade import health


@pytest.fixture(autouse=True)
def _nothing_failed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_failing", {})


@pytest.mark.django_db
def test_health_has_exactly_the_promised_shape(client: Client) -> None:
    answer = client.get("/health")
    body = answer.json()

    assert answer.status_code == 200
    assert set(body) == {"status", "uptime", "timestamp", "checks"}
    assert body["status"] == "ok"
    assert body["uptime"] >= 0
    assert abs(body["timestamp"] - time.time() * 1000) < 5_000
    assert body["checks"]["database"] == {"status": "ok"}
    assert body["checks"]["redis"]["status"] == "ok"


class _Down:
    def cursor(self) -> None:
        raise OperationalError("could not connect to 10.0.0.7 as admin")

    def close(self) -> None:
        """Nothing to close."""


class _Up:
    def cursor(self) -> Any:
        return MagicMock()


def test_a_database_that_is_down_is_said_without_its_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", _Down())

    answer, ready, live = client.get("/health"), client.get("/health/ready"), client.get("/health/live")

    assert (answer.status_code, ready.status_code, live.status_code) == (503, 503, 200)
    assert answer.json()["status"] == "error"
    assert "10.0.0.7" not in answer.content.decode()


def test_a_failure_is_told_once_and_its_end_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as lines:
        for connection in (_Down(), _Down(), _Up(), _Up()):
            monkeypatch.setattr(health, "connection", connection)
            client.get("/health/ready")

    assert [(line["log_level"], line["event"], line["check"]) for line in lines] == [
        ("warning", "unhealthy", "database"),
        ("info", "healthy again", "database"),
    ]
    assert caplog.records == []  # of Django


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told_where_the_database_is_a_file(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LOW_BYTES", 10**18)

    answer = client.get("/health")

    if settings.EMBEDDED:
        assert answer.status_code == 503
        assert re.fullmatch(r"Only \d+ MB are free for the database\.", answer.json()["checks"]["disk"]["message"])
    else:
        assert answer.status_code == 200
        assert "disk" not in answer.json()["checks"]
    monkeypatch.undo()
    assert client.get("/health").status_code == client.get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_health_answers_only_to_reading(client: Client) -> None:
    assert client.post("/health").status_code == 405
