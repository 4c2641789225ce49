"""Every line of the web server is of the chosen form, gunicorn's own as well."""

from __future__ import annotations

import json

import pytest

from primetrade.server.web import LOGGER_CLASS, gunicorn_command
from tests.primetrade.conftest import Serve
from tests.primetrade.wire import CLOSE, answer

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]


def test_what_the_server_itself_says_is_json_and_nothing_is_said_of_a_head(serving: Serve) -> None:
    site = serving("1000", "import os; os.environ['LOG_FORMAT'] = 'json'", "--logger-class", LOGGER_CLASS)
    for sent in (CLOSE.replace(b"GET", b"HEAD"), b"nonsense\r\n\r\n", CLOSE.replace(b"/other", b"/broken")):
        client = site()
        client.sendall(sent)
        assert answer(client)

    lines = [json.loads(line) for line in site.program.printed().splitlines()]

    events = [line["event"] for line in lines if line["level"] in ("warning", "error")]
    assert [event.split()[0] for event in events] == ["Invalid", "Error"]
    assert "RuntimeError: broken" in json.dumps(lines)


def test_the_web_process_logs_so() -> None:
    command = gunicorn_command(listener=5, processes=1, threads=8)
    assert command[command.index("--logger-class") + 1] == LOGGER_CLASS
