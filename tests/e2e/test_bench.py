"""`make bench-feel` measures; here it only has to come to its end."""

import subprocess
import sys

from django.conf import settings

from tests.bench.gestures import GESTURES


def test_one_round_of_the_bench_prints_every_measure() -> None:
    command = [sys.executable, "-m", "tests.bench.feel", "--rounds", "1"]
    ran = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=500, check=False)
    assert ran.returncode == 0, ran.stderr
    for name in ("Landing, first visit", "Dashboard", *(gesture.name for gesture in GESTURES)):
        assert f"\n{name} " in ran.stdout
