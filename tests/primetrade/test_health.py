"""/health as promised (P-33), and what orchestrators ask."""

import time

import pytest
from django.db import OperationalError
from django.test import Client

from primetrade import health


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


def test_a_database_that_is_down_is_said_without_its_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", _Down())

    answer, ready, live = client.get("/health"), client.get("/health/ready"), client.get("/health/live")

    assert (answer.status_code, ready.status_code, live.status_code) == (503, 503, 200)
    assert answer.json()["status"] == "error"
    assert "10.0.0.7" not in answer.content.decode()


@pytest.mark.django_db
def test_health_answers_only_to_reading(client: Client) -> None:
    assert client.post("/health").status_code == 405
