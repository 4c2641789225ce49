"""What is delivered: joined files, and an import map that the policy names."""

import base64
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from primetrade.importmap import import_map
from primetrade.joined_scripts import LITERAL
from primetrade.staticfiles import JoiningStorage, join

pytestmark = pytest.mark.any_database

STATIC = Path(__file__).parents[2] / "static"


def read(name: str) -> str:
    return (STATIC / name).read_text()


def test_the_stylesheet_is_joined_in_the_order_of_its_imports() -> None:
    joined = join("css/app.css", read)
    assert joined is not None
    assert "@import" not in joined
    places = [joined.index(rule) for rule in ("--sunken:", "box-sizing:border-box", ".shell{", ".avatar{", ".topbar{")]
    assert places == sorted(places)


def test_the_joined_stylesheet_weighs_less_than_9_kb() -> None:
    joined = join("css/app.css", read)
    assert joined is not None
    assert len(brotli.compress(joined.encode())) <= 9 * 1024


def test_the_drawings_of_the_sprite_are_delivered_without_remarks() -> None:
    joined = join("icons/icons.svg", read)
    assert joined is not None
    assert "<!--" not in joined
    assert "\n" not in joined
    symbols = re.compile(r"<symbol .*?</symbol>")
    assert symbols.findall(joined) == symbols.findall(read("icons/icons.svg"))


def test_the_script_of_every_page_weighs_less_than_13_kb() -> None:
    joined = join("js/app.js", read)
    assert joined is not None
    assert len(brotli.compress(joined.encode())) <= 13 * 1024


@pytest.mark.parametrize("path", sorted(STATIC.rglob("css/**/*.css")), ids=lambda path: path.name)
def test_every_stylesheet_keeps_to_its_layer(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r'@import "[^"]*";|@layer [\w, ]+;', "", text)
    while (shorter := re.sub(r"\{[^{}]*\}", "", text)) != text:
        text = shorter
    assert set(text.split()) <= {"@layer", "tokens", "base", "layout", "components", "pages", "last"}
    assert "!important" not in path.read_text()


def test_each_behaviour_keeps_its_own_scope_when_joined() -> None:
    joined = join("js/app.js", read)
    assert joined is not None
    assert f"\n{joined}".count("\n{") > len(list((STATIC / "js/behaviours").iterdir()))


SUMS = {
    "js/app.js": 'import "./one.js";\nimport "./two.js";\n',
    "js/one.js": 'import { add } from "sums";\nadd(1);\n',
    "js/two.js": 'import { add, sums } from "sums";\nadd(2);\n',
    "js/sums.js": "export const sums = [];\nexport async function add(one) {\n  sums.push(one);\n}\n",
    "js/board.js": 'import "./one.js";\nimport "board/cards";\nimport { add } from "sums";\nadd(3);\n',
    "js/board/cards.js": 'import { Card } from "./card.js";\nnew Card();\n',
    "js/board/card.js": "export class Card {\n}\n",
}


def test_a_module_is_written_once_before_what_imports_it() -> None:
    assert join("js/app.js", SUMS.__getitem__) == (
        "const $sums=(()=>{const sums=[];async function add(one){sums.push(one);}return{sums,add}})();\n"
        "{const{add}=$sums;add(1);}\n"
        "{const{add,sums}=$sums;add(2);}\n"
        "{}\nexport { $sums };\n"
    )


def test_the_script_of_a_page_takes_from_that_of_every_page_what_is_there() -> None:
    assert join("js/board.js", SUMS.__getitem__) == (
        'import { $sums } from "app";\n'
        "const $board_card=(()=>{class Card{}return{Card}})();\n"
        "{const{Card}=$board_card;new Card();}\n"
        "{const{add}=$sums;add(3);}\n"
    )


def test_private_names_are_a_letter_each_and_what_looks_like_one_stays() -> None:
    text = (
        'const find = () => document.querySelector("dialog #shown, .a#shown");\nclass Menu {\n  static #shown;\n'
        "  #opener = 1; // #opener\n  get #first() {\n    return Menu.#shown?.#opener ?? this.all()[0].#opener;\n  }\n"
        "  async #open(other) {\n    await other.#first;\n    this.#open();\n  }\n}\n"
    )
    assert join("js/app.js", {"js/app.js": text}.__getitem__) == (
        '{const find=()=>document.querySelector("dialog #shown, .a#shown");class Menu{static #a;'
        "#b=1;get #c(){return Menu.#a?.#b??this.all()[0].#b;}"
        "async #d(other){await other.#c;this.#d();}}}\n"
    )


@pytest.mark.parametrize("path", sorted(STATIC.rglob("js/**/*.js")), ids=lambda path: path.stem)
def test_no_literal_of_a_script_is_taken_for_code_whose_space_says_nothing(path: Path) -> None:
    code = LITERAL.sub("", re.sub(r"(?:^|\s)//.*", "", path.read_text()))
    assert re.findall(r"[\"'`]|/(?! )", code) == []


def test_space_around_punctuation_is_dropped_but_not_in_literals() -> None:
    text = (
        'const all = (a, b) => a ?? { "x = y": b };\nconst name = `${a ? `b, ${a} = c` : "d, e"} = f`;\n'
        "const sum = (a = 1) => a + +b / 2;\nconst is = !/a, [b] = /.test(c) && x => y;\n"
    )
    assert join("js/app.js", {"js/app.js": text}.__getitem__) == (
        '{const all=(a,b)=>a??{"x = y":b};const name=`${a ? `b, ${a} = c` : "d, e"} = f`;'
        "const sum=(a=1)=>a + +b / 2;const is=!/a, [b] = /.test(c)&&x=>y;}\n"
    )


@pytest.mark.parametrize("path", sorted(STATIC.rglob("js/**/*.js")), ids=lambda path: path.stem)
def test_no_private_name_is_used_in_a_way_that_its_shortening_misses(path: Path) -> None:
    assert re.findall(r"#\w+ in |[(\[]#\w+[)\],]", re.sub(r'"[^"]*"|`[^`]*`|//.*', "", path.read_text())) == []


def test_a_script_that_is_loaded_when_it_is_needed_exports_what_it_holds() -> None:
    joined = join("js/board/card.js", SUMS.__getitem__)
    assert joined is not None
    assert joined.endswith("})();\nexport const { Card } = $board_card;\n")


@pytest.mark.parametrize(
    "line",
    ["export let sum = 0;", "export default 1;", 'import * as all from "sums";', 'import { a as b } from "sums";'],
)
def test_an_import_or_export_that_can_not_be_joined_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"js/one\.js can't be joined: (?:im|ex)port"):
        join("js/app.js", (SUMS | {"js/one.js": f"{line}\n"}).__getitem__)


def test_scripts_that_import_each_other_are_named() -> None:
    round_about = SUMS | {"js/sums.js": 'import "one";\n'}
    with pytest.raises(ValueError, match="app → one → sums → one"):
        join("js/app.js", round_about.__getitem__)


def test_a_page_links_one_stylesheet_and_one_script_besides_those_of_every_page() -> None:
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text()
        if path.name not in ("base.html", "docs.html"):
            assert max(text.count('rel="stylesheet"'), text.count('type="module"')) <= 1, path
            assert not re.search(r"block (?:styles|page_scripts) %}\s*{{ block.super", text), path


def test_collecting_writes_joined_hashed_and_compressed_files(tmp_path: Path) -> None:
    sources = {
        "css/app.css": '@import "a.css";\n@import "b.css";\n',
        "css/a.css": "@layer a {}\n",
        "css/b.css": "@layer b {}\n",
    }
    for name, text in sources.items():
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_text(text)
    storage = JoiningStorage(location=tmp_path / "to", base_url="/static/")
    source = FileSystemStorage(location=tmp_path / "from")

    for name in sources:
        with source.open(name) as file:
            storage.save(name, file)
    for _name, _hashed, processed in storage.post_process({name: (source, name) for name in sources}):
        assert not isinstance(processed, Exception)

    joined = tmp_path / "to" / storage.stored_name("css/app.css")
    assert joined.read_text() == "@layer a{}@layer b{}"
    assert re.fullmatch(r"app\.\w{12}\.css", joined.name)
    assert not list((tmp_path / "to").rglob("*.json"))
    assert json.loads((tmp_path / "to.json").read_text())["paths"]["css/app.css"] == f"css/{joined.name}"


def test_the_import_map_names_every_module_and_knows_its_own_hash() -> None:
    found = import_map()
    names = json.loads(found.text)["imports"]
    assert names["say"] == f"{settings.STATIC_URL}js/say.js"
    assert not [name for name in names if name.startswith("behaviours/")]
    assert found.source == "'sha256-" + base64.b64encode(hashlib.sha256(found.text.encode()).digest()).decode() + "'"


def test_comments_and_indentation_of_scripts_stay_behind() -> None:
    files = {
        "js/app.js": '// All.\nimport "./one.js";\n',
        "js/one.js": "// One.\nif (a) {\n\n  // Then.\n  // So.\n  b(); // why\n  c(`http://x`);\n}\n",
    }
    assert join("js/app.js", files.__getitem__) == "{if(a){b();c(`http://x`);}}\n{}\n"


LITERALS = re.compile(r"""//.*|"[^"\n]*"|'[^'\n]*'|`[^`\n]*`""")
SCRIPTS = pytest.mark.parametrize("path", sorted((STATIC / "js").rglob("*.js")), ids=lambda path: path.name)


@SCRIPTS
def test_no_literal_holds_what_could_be_taken_for_a_comment(path: Path) -> None:
    text = path.read_text()
    assert not [line for line in text.splitlines() if line.count("`") % 2]
    assert not [literal for literal in LITERALS.findall(text) if not literal.startswith("//") and " // " in literal]


@SCRIPTS
def test_no_script_shares_a_variable_among_its_listeners(path: Path) -> None:
    # State lives in private fields of a class, where one sees what changes it.
    shared = r"^(?:export )?(?:(?:let|var) .*|const \w+ = new (?:Weak)?(?:Map|Set)\(\).*|const \w+ = [{\[][}\]];)"
    assert not re.findall(shared, path.read_text(), re.MULTILINE)


@SCRIPTS
def test_a_script_imports_what_there_is(path: Path) -> None:
    for names, module in re.findall(r'^import \{ ([\w, ]+) \} from "([\w/-]+)";$', path.read_text(), re.MULTILINE):
        exported = re.findall(
            r"^export (?:async )?(?:function|const|class) (\w+)", read(f"js/{module}.js"), re.MULTILINE
        )
        assert set(names.split(", ")) <= set(exported)


@SCRIPTS
def test_one_script_sends_the_requests_of_all(path: Path) -> None:
    # It knows every way in which a request comes to nothing.
    sends = re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket", path.read_text())
    assert bool(sends) == (path == STATIC / "js/request.js")


def test_htmx_waits_as_long_as_the_other_scripts() -> None:
    limit = re.search(r"AbortSignal\.timeout\((\d+_\d+)\)", read("js/request.js"))
    assert limit
    assert f"timeout: {limit[1]}," in read("js/behaviours/htmx-settings.js")


@SCRIPTS
def test_the_sentences_of_scripts_are_in_templates(path: Path) -> None:
    literals = LITERALS.findall(path.read_text())
    words = re.compile(r"""["'`][A-Z][a-z’]+ |[A-Za-z’]+ [a-z’]+ [a-z’]+""")
    sentences = [literal for literal in literals if not literal.startswith("//") and words.search(literal)]
    assert [literal for literal in sentences if not literal.startswith('"Find a ')] == []


def test_scripts_and_templates_name_the_same_sentences() -> None:
    scripts = "".join(path.read_text() for path in (STATIC / "js").rglob("*.js"))
    templates = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    written = re.findall(r'<template data-message="([\w-]+)">', templates)
    assert len(set(written)) == len(written)
    assert set(re.findall(r'message\("([\w-]+)"', scripts)) <= set(written)
    assert set(written) <= set(re.findall(r'"([\w-]+)"', scripts))
