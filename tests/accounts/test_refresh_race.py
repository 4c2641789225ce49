"""One refresh token, twenty callers in four processes: one successor."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import SignIn
from tests.accounts.callers import me, refresh, tokens_of
from tests.accounts.racers import refresh_at_once
from tests.factories import PersonFactory
from tests.processes import WAIT_SECONDS

PROCESSES, THREADS, ROUNDS = 4, 5, 3

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the promise is about several processes on a server"),
]


def test_of_twenty_refreshes_at_once_all_get_the_one_successor(time_machine):
    PersonFactory(email="ann@example.com")
    token = tokens_of("ann@example.com")["refresh"]
    processes = multiprocessing.get_context("spawn")
    with processes.Manager() as manager, ProcessPoolExecutor(PROCESSES, mp_context=processes) as pool:
        for generation in range(1, ROUNDS + 1):
            start = manager.Barrier(PROCESSES)
            name = connection.settings_dict["NAME"]
            races = [pool.submit(refresh_at_once, name, token, THREADS, start) for _ in range(PROCESSES)]
            answers = [answer for race in races for answer in race.result(timeout=WAIT_SECONDS)]
            assert len(answers) == PROCESSES * THREADS
            assert {status for status, _ in answers} == {200}
            assert len({successor for _, successor in answers}) == 1
            assert SignIn.objects.get().generation == generation
            old, token = token, answers[0][1]
    time_machine.move_to(timezone.now() + timedelta(seconds=11))
    assert refresh(old).status_code == 401
    assert refresh(token).status_code == 401
    assert me(token).status_code == 401
