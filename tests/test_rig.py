"""The rig itself: the databases are what they claim to be, a missing package is said, the commands are documented."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from tests import packages
from tests.packages import Missing, require
from tests.processes import eventually
from tests.summary import main as summarise

ROOT = Path(__file__).resolve().parent.parent


if settings.SERVER:

    @pytest.mark.xdist_group("replica")
    @pytest.mark.django_db(transaction=True, databases=["default", "replica1"])
    def test_the_replica_is_a_real_standby_that_follows_the_primary():
        with connection.cursor() as primary, connections["replica1"].cursor() as replica:
            replica.execute("SELECT pg_is_in_recovery()")
            assert replica.fetchone() == (True,)
            primary.execute("CREATE TABLE rig_probe AS SELECT 42 AS answer")
            try:
                assert eventually(lambda: _answer(replica) == 42)
            finally:
                primary.execute("DROP TABLE rig_probe")

    def _answer(cursor):
        cursor.execute("SELECT to_regclass('rig_probe')")
        if cursor.fetchone() == (None,):
            return None
        cursor.execute("SELECT answer FROM rig_probe")
        return cursor.fetchone()[0]

else:

    @pytest.mark.django_db
    def test_sqlite_is_a_file_in_which_threads_and_processes_meet():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        assert Path(connection.settings_dict["NAME"]).is_file()


def test_no_test_touches_the_data_folder_of_the_developer():
    assert settings.DATA_DIR != ROOT / "data"
    assert os.environ["PRIMETRADE_DATA"] == str(settings.DATA_DIR)


@pytest.mark.any_database
def test_missing_packages_are_named_to_who_may_not_install_them(monkeypatch, tmp_path):
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(Missing, match=r"sudo apt-get install some-package another$"):
        require({"some-package": tmp_path / "no", "present": tmp_path, "another": tmp_path / "neither"})


@pytest.mark.any_database
def test_the_summary_adds_up_the_calls_and_fails_with_one_of_them(tmp_path, capsys):
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text(
        '<testsuites><testsuite tests="7" failures="0" errors="0" skipped="1" time="1.5"><testcase><properties>'
        '<property name="tasks per second" value="9"/></properties></testcase></testsuite></testsuites>'
    )
    bad.write_text('<testsuites><testsuite tests="3" failures="1" errors="0" skipped="0" time="2.0"/></testsuites>')
    assert summarise([str(good)]) == 0
    assert summarise([str(good), str(bad)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "tasks per second, good: 9"
    assert lines[-1] == "===== 1 failed, 1 skipped, 8 passed in 4s ====="


@pytest.mark.any_database
def test_make_help_tells_every_target_in_a_line():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # not a make in a make
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True, env=outside)
    assert [line.split()[1] for line in done.stdout.splitlines()] == targets


@pytest.mark.any_database
def test_the_lock_names_a_hash_for_everything():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text())
        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


@pytest.mark.any_database
def test_no_test_asserts_how_long_something_took():
    clocks = re.compile(r"\b(?:perf_counter|process_time|thread_time|monotonic)\b")
    readers = {
        str(path.relative_to(ROOT / "tests")) for path in ROOT.glob("tests/**/*.py") if clocks.search(path.read_text())
    }
    # They wait, make ratios, or note a figure that make test prints.
    assert readers == {
        "costs.py",
        "postgresql.py",
        "processes.py",
        "primetrade/test_commands.py",
        "test_rig.py",
    }
