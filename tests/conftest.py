"""What every test can ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import Program


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
