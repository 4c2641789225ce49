"""Broken, huge, hostile and foreign files: an error that names the place, and never another error."""

import io
import json
import tracemalloc
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.imports import parsing
from tasks.imports.errors import ImportFileError
from tasks.imports.formats import FORMATS, read_upload
from tasks.imports.items import pack
from tasks.imports.parsing import MAX_LONE_SURROGATES, parse_json
from tests.costs import calls_of, cost_ratio
from tests.tasks.imports.boards import EVERYTHING, board, card, encoded, everything

pytestmark = pytest.mark.any_database

WHOLE = EVERYTHING.read_bytes()


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        read_upload(io.BytesIO(data))
    assert caught.value.errors == {"file": [caught.value.detail]}
    return caught.value.detail


def test_a_broken_file_names_line_and_column() -> None:
    assert "at line 3, column 1" in refusal(b'{\n"lists": [],\n')
    assert refusal(WHOLE[: len(WHOLE) // 2]).startswith("The file is not complete JSON: ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04rest", "compressed archive"),
        (b"\x1f\x8brest", "compressed archive"),
        ('{"lists": []}'.encode("utf-16"), "UTF-16"),
        (b'{"lists": [],\n "cards": ["\xff"]}', "line 2, byte 13"),
        (b"TYPE,CONTENT\ntask,x", "a table (CSV)"),
        (b"<html></html>", "a web page"),
        (b"cards", "not a Trello board"),
        (b"[" * 100_000, "too deeply"),
        (b'{"cards":' * 100_000, "too deeply"),
        *((b'{"a": 1, "a": ' + b"[" * deep + b"]" * deep + b"}", "too deeply") for deep in (990, 1005, 1020)),
        (b'{"lists": [], "lists": []}', "“lists” appears twice"),
        (b'{"a\\"": [{"b:": 1, "c" : 2, "b\\u003a": 3}]}', "“b:” appears twice"),
        (b'{"lists": [], "cards": [NaN]}', "line 1, column 25"),
        (b'{"lists": [], "cards": [-Infinity]}', "line 1, column"),
        (b'{"lists": [], "cards": [' + b"9" * 5000 + b"]}", "line 1, column 25"),
        (b"[]", "not a Trello board"),
        (b"null", "not a Trello board"),
        (b'"text"', "not a Trello board"),
        (b"{}", "“cards” and “lists”"),
        (b'{"cards": []}', "“lists”"),
        (b'{"lists": [], "cards": {}}', "“cards”"),
    ],
)
def test_a_file_that_is_no_board_is_refused_in_words(data: bytes, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": 5}, "name must be a text, but is a number."),
        ({"cards": [card(), 7]}, "cards[1] must be an object, but is a number."),
        ({"cards": [card(), card(2, name=None), card(3, name=False)]}, "cards[2].name must be a text, but is false."),
        ({"cards": [card(pos="top")]}, "cards[0].pos must be a number, but is a text."),
        ({"cards": [card(pos=int("9" * 400))]}, "number is infinity when parsed as double at line 1, column 263."),
        ({"cards": [card(closed="yes")]}, "cards[0].closed must be true or false, but is a text."),
        ({"cards": [card(due="soon")]}, "cards[0].due must be a date such as 2026-03-01T17:00:00.000Z, but is “soon”."),
        ({"cards": [card(due="9999-12-31T23:59:59Z")]}, "cards[0].due must be a date"),
        ({"cards": [card(id="")]}, "cards[0].id must be an id, but is “”."),
        ({"cards": [card(id="../../etc/passwd\n")]}, "cards[0].id must be an id"),
        ({"cards": [{"name": "x"}]}, "cards[0].id must be a text, but is missing."),
        ({"cards": [card(), card()]}, "cards[1].id is “650001000000000000000001”, which an earlier entry has already."),
        ({"cards": [card(idLabels=["a", 3])]}, "cards[0].idLabels[1] must be a text, but is a number."),
        ({"actions": [{"data": []}]}, "actions[0].data must be an object, but is a list."),
        ({"labels": {"a": 1}}, "labels must be a list, but is an object."),
        ({"checklists": [{"checkItems": [{"pos": [1]}]}]}, "checklists[0].checkItems[0].pos must be a number"),
        ({"labels": [{}] * 1001}, "labels has 1,001 entries; at most 1,000 are read."),
        ({"lists": [{}] * 3001}, "lists has 3,001 entries; at most 3,000 are read."),
        ({"cards": [{}] * 50_001}, "cards has 50,001 entries; at most 50,000 are read."),
    ],
)
def test_a_wrong_value_is_named_with_its_place(fields: dict[str, Any], said: str) -> None:
    assert said in refusal(encoded(board(**fields)))


def test_a_file_is_read_up_to_20_mb_only() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked = size
            return b" " * size

    file = Endless()
    with pytest.raises(ImportFileError, match="larger than 20 MB"):
        read_upload(file)  # type: ignore[arg-type]
    assert file.asked == 20_000_001


@pytest.mark.parametrize("filling", [b"[],", b"{},", b'"ab",', b"1.5,", b"[["])
def test_a_bomb_costs_less_than_an_honest_file_and_little_memory(filling: bytes) -> None:
    bomb = b'{"lists": [], "cards": [' + filling * (19_000_000 // len(filling))
    honest = encoded(board(cards=[card(number, desc="A few words. " * 290) for number in range(1, 4_900)]))

    assert cost_ratio(lambda: refusal(bomb), lambda: read_upload(io.BytesIO(honest)), rounds=2) < 1
    tracemalloc.start()
    refusal(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000


# Escapes that aren't lone surrogates: a backslash, a quote, a control character, a pair, a backslash before “ud800”.
OTHER_ESCAPES = [rb"\\\\", rb"\"", rb"\n\u0007", rb"\ud83d\ude00", rb"\\\\ud800", rb"\\\\\ud83d\ude00"]


@pytest.mark.parametrize("escape", OTHER_ESCAPES)
def test_only_lone_surrogates_are_cut_out_and_nothing_else_costs_a_call(escape: bytes) -> None:
    for lone in (rb"\ud83d", rb"\uDE00", rb"\ude00\uD83D", rb"\ud83d\ud83d\ude00"):
        text = escape * 3 + lone + escape * 3
        kept = json.loads(b'"' + text + b'"').encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert parse_json(b'["' + text + b'"]') == [kept]
    many, few = (b'["' + escape * times + rb'\ud83d"]' for times in (50_000, 5))
    assert calls_of(lambda: parse_json(many)) == calls_of(lambda: parse_json(few))
    assert calls_of(lambda: refusal(many[:-1])) == calls_of(lambda: refusal(few[:-1]))
    assert calls_of(lambda: refusal(b'["' + escape * 50_000)) < 300


def test_a_file_of_lone_surrogates_is_refused() -> None:
    assert parse_json(rb'["' + rb"\ud800" * MAX_LONE_SURROGATES + b'"]') == ["\ufffd" * MAX_LONE_SURROGATES]
    assert "more than 10,000 halves of characters" in refusal(rb'["' + rb"\ud800" * 3_000_000 + b'"]')
    for cut in (b"", b"d", b"d8", b"d80", rb'd8"}', rb'd8zz"}'):
        assert "not complete JSON" in refusal(rb'{"a": "\u' + cut)


def test_escapes_take_little_memory() -> None:
    data = b'["' + rb"\\" * 9_000_000 + rb'\ud800"]'
    tracemalloc.start()  # not over the parser, which reserves twelve times the file's size and uses what it needs
    parsing._without_lone_surrogates(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * len(data)


def test_objects_count_for_the_memory_they_take() -> None:
    assert "more than 1,200,000 values" in refusal(b'{"cards": [' + b'{"":0},' * 500_000 + b'{"a": 1, "a": 2}]}')


@pytest.mark.parametrize("many", [1e308, 1e19, -1e308, 2**63, 0.5])
def test_a_count_in_a_file_is_bounded_whatever_number_stands_there(many: float) -> None:
    file = encoded(board(cards=[card(badges={"comments": many}, pos=many)]))
    assert pack(read_upload(io.BytesIO(file)))


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ImportFileError, match="Files from “jira” can’t be imported"):
        read_upload(io.BytesIO(b"{}"), source="jira")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["2023-09-13T00:00:00.000Z", "0001-01-01T00:00:00+23:59", "650001000000000000000001", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated_boards(draw: st.DrawFn) -> bytes:
    """The whole board with one to three values anywhere in it replaced or gone."""
    value = everything()
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if draw(st.booleans()):
            holder[key] = draw(json_values)
        else:
            del holder[key]
    return json.dumps(value).encode()


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(mutated_boards())
def test_no_change_of_a_board_raises_anything_but_an_import_error(data: bytes) -> None:
    with suppress(ImportFileError):
        assert all(0 < len(task.title) <= 500 for task in FORMATS["trello"].read(data).tasks)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_no_damaged_bytes_raise_anything_but_an_import_error(at: int, put: bytes, cut: int) -> None:
    with suppress(ImportFileError):
        read_upload(io.BytesIO(WHOLE[:at] + put + WHOLE[at + cut :]))
