"""A Python client is made of the schema, and reads what the running API answers."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from accounts.access import Access
from primetrade.api.names import operation_id
from primetrade.api.parameters import FIELDS
from primetrade.api.schema import schema_bytes
from tests.api.conftest import bearer
from tests.api.endpoints import Method, methods
from tests.api.test_schema import app

LISTS = [method for method in methods() if FIELDS in method.operation.parameters]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the package, which is made without a warning."""
    folder, programs = tmp_path_factory.mktemp("client"), str(Path(sys.executable).parent)
    (folder / "openapi.json").write_bytes(schema_bytes())
    command = f"{programs}/openapi-python-client generate --path openapi.json --meta none --output-path generated"
    made = subprocess.run(
        [*command.split(), "--fail-on-warning"], cwd=folder, env={"PATH": programs}, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "warning" not in made.stdout.lower()
    return folder


@pytest.fixture
def client(package: Path, ann: Access, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The package's client, signed in: the site answers it, inside the test's transaction."""
    monkeypatch.syspath_prepend(package)
    asks = httpx.Client(
        base_url="http://testserver",
        transport=httpx.WSGITransport(app=app),
        headers={"Authorization": f"Bearer {bearer(ann)}"},
    )
    made = import_module("generated").Client(base_url="http://testserver", raise_on_unexpected_status=True)
    return made.set_httpx_client(asks)


@pytest.mark.parametrize("method", LISTS, ids=str)
def test_a_list_with_the_members_asked_for_is_read(method: Method, client: Any, places: dict[str, str]) -> None:
    name = operation_id("GET", method.path, is_list=True, creates=False)
    ask = import_module(f"generated.api.{method.path.partition('/')[0]}.{name}").sync
    member = getattr(import_module("generated.models"), f"{name.title().replace('_', '')}FieldsItem")
    given = {variable: places[variable] for variable in re.findall(r"\{(\w+)\}", method.path)}

    whole = ask(client=client, **given).data[0].to_dict()
    asked = next(name for name in whole if name != "id")
    row = ask(client=client, **given, fields=[member(asked)]).data[0].to_dict()
    assert row == {name: whole[name] for name in whole if name in ("id", asked)}
