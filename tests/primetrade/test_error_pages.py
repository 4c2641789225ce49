"""What a page says when the server fails, and when the database is away."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from accounts.views import entrance


class _Fails:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, *args: object, **kwargs: object) -> None:
        raise self.error


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_503_and_says_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    monkeypatch.setattr(entrance, "render", _Fails(kind("server at 10.0.0.7 closed")))

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "database is not answering" in answer.content.decode()
    assert "10.0.0.7" not in answer.content.decode()


@pytest.mark.django_db
def test_any_other_fault_is_500_with_the_request_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "render", _Fails(ValueError("secret detail")))

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
