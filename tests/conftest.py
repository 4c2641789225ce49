"""What every test can ask for."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from primetrade.commands import Write
from primetrade.tenancy import TenantModel
from tasks.fields.change_kinds import CHANGE_KIND_OF
from tests.processes import Program
from tests.statements import Recorder

# An example's time says how busy the machine is.
settings.register_profile("primetrade", deadline=None)
settings.load_profile("primetrade")


def pytest_collection_finish() -> None:
    """What was collected stays for the whole run: the garbage collector needn't look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def only_declared_kinds_of_change_are_logged() -> Iterator[None]:
    """Fails the command that logs a verb which tasks/fields/change_kinds.py doesn't declare for its kind of object."""
    log = Write.log

    def checked(write: Write, row: TenantModel, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        assert (row.LOG_KIND, verb) in CHANGE_KIND_OF, f"declare {row.LOG_KIND} {verb} in tasks/fields/change_kinds.py"
        log(write, row, verb, before, after)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Write, "log", checked)
        yield


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts a program: `start([sys.executable, "-c", "…"], environment={…})`. It doesn't outlive the test."""
    programs: list[Program] = []

    def start_program(command: list[str], environment: dict[str, str] | None = None) -> Program:
        output = tmp_path / f"output-{len(programs)}.txt"
        programs.append(Program(command, output=output, environment=environment))
        return programs[-1]

    yield start_program
    for program in programs:
        program.clear_away()


@pytest.fixture(scope="session")
def recorder(django_db_setup: None) -> Recorder:
    """Watches the statements of the product for the whole run."""
    recorder = Recorder()
    recorder.install()
    return recorder


@pytest.fixture(autouse=True)
def every_statement_is_tied_to_one_workspace(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that sent a statement which tests/statements.py refuses."""
    if not {"db", "transactional_db", "live_server"} & set(
        request.fixturenames
    ) and not request.node.get_closest_marker("django_db"):
        yield
        return
    recorder = request.getfixturevalue("recorder")
    recorder.wrong.clear()
    yield
    assert recorder.wrong == []
