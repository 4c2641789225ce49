"""Scripts for delivery: the modules that a page needs, joined into one file.

Every page has `js/app.js`, and most have one script more. A joined module keeps its own scope: a block or, when it
exports something, a function, whose result is an object (`tasks/placing` is `$tasks_placing`). It is written once,
after all that it imports. What the modules of `app.js` export, the page's script takes from there, so that no module
runs twice on a page and each may hold state. What a script itself exports is for `import(address)`, by which a module
is loaded when it is first needed.

Modules say `import "./other.js";`, `import "other";` or `import { one, two } from "other";`, on one line, and `export`
before a function, const or class. Comments, indentation and most other space, a third of the bytes, are dropped, and
private names (`#shown`) become a letter each. Minifiers would drop up to a sixth more, but rjsmin breaks nested
template literals and some regular expressions, minify-html drops hardly more than this, and tdewolff-minify leaves
private fields undeclared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from string import ascii_letters

EVERY_PAGE = "app"
_IMPORT = re.compile(r'^import (?:\{ (\w+(?:, \w+)*) \} from )?"((?:\./)?[\w/-]+(?:\.js)?)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)
_OTHER_BINDING = re.compile(r"^(?:import|export)\b", re.MULTILINE)
# None of our template literals spans lines, and no literal holds " // " (tested).
_DROPPED = re.compile(r"^\s*(?://.*\n)?| +// .*$", re.MULTILINE)
# Space that says nothing, and ends of lines, where each statement has its semicolon.
_SPACE = re.compile(r" ?(=>|[=?:,;{}()<>&|!]+) ?|(?<=[;{,(}])\n|\n(?=})")
# Strings, template literals (which may hold further ones), and regular expressions, which stand where no value ends.
_TEMPLATE = r"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{(?:[^`{}]|INNER)*\})*`"
LITERAL = re.compile(
    r'"(?:[^"\\]|\\.)*"'
    r"|'(?:[^'\\]|\\.)*'"
    f"|{_TEMPLATE.replace('INNER', _TEMPLATE.replace('|INNER', ''))}"
    r"|(?<=[(,=:!&|?>\[]) ?/(?![/ ])(?:[^/\\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+/[a-z]*"
)
# Where it is declared, at the beginning of a line, and where it is used.
_PRIVATE = re.compile(r"(^(?:(?:static|async|get|set) )*|(?<=[\w)\]])\??\.)#(\w+)", re.MULTILINE)

Read = Callable[[str], str]


def joined_script(name: str, read: Read) -> str:
    """The text of the script `js/<name>.js` as it is delivered; `read` gives the text of a file by its path.

    Raises ValueError for modules that import each other, and for imports and exports of other forms.
    """
    texts = _modules(name, read)
    exporting = [one for one, text in texts.items() if _EXPORT.search(text)]
    if name == EVERY_PAGE:
        after = _list("export", exporting, ";\n")
        return "".join(_written(one, text) for one, text in texts.items()) + after
    there = _modules(EVERY_PAGE, read)
    before = _list("import", [one for one in exporting if one in there], f' from "{EVERY_PAGE}";\n')
    written = "".join(_written(one, text) for one, text in texts.items() if one not in there)
    own = _EXPORT.findall(texts[name]) if name not in there else []
    return before + written + (f"export const {{ {', '.join(own)} }} = {_object(name)};\n" if own else "")


def _modules(entry: str, read: Read) -> dict[str, str]:
    """The text of the module and of all that it imports, by name, each after those that it imports."""
    texts: dict[str, str] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"Scripts import each other: {' → '.join((*above, name))}.")
        if name in texts:
            return
        text = read(f"js/{name}.js")
        for _names, place in _IMPORT.findall(text):
            add(_name_of(place, name), (*above, name))
        texts[name] = text

    add(entry, ())
    return texts


def _name_of(place: str, importer: str) -> str:
    """The name of what `importer` imports from `place`: "./moves.js" in board/drag is board/moves."""
    folder = PurePosixPath(importer).parent if place.startswith("./") else PurePosixPath()
    return (folder / place.removesuffix(".js")).as_posix()


def _written(name: str, text: str) -> str:
    """A module as a part of a joined script."""
    exported = _EXPORT.findall(text)
    text = _EXPORT.sub("", _IMPORT.sub(lambda match: _taken(name, *match.groups()), text))
    if other := _OTHER_BINDING.search(text):
        line = text[other.start() :].partition("\n")[0]
        raise ValueError(f"js/{name}.js can't be joined: {line}")
    text = _without_space(_with_short_names(_DROPPED.sub("", text)))
    if exported:
        return f"const {_object(name)}=(()=>{{{text}return{{{','.join(exported)}}}}})();\n"
    return f"{{{text}}}\n"


def _without_space(text: str) -> str:
    """The text without space around punctuation, except in literals."""
    tight, end = list[str](), 0
    for literal in LITERAL.finditer(text):
        tight += _SPACE.sub(r"\1", text[end : literal.start()]), literal[0].strip()
        end = literal.end()
    return "".join(tight) + _SPACE.sub(r"\1", text[end:])


def _with_short_names(text: str) -> str:
    """The text with a letter for each private name, which nothing outside of its class can see."""
    names = dict.fromkeys(name for _before, name in _PRIVATE.findall(text))
    letters = dict(zip(names, ascii_letters, strict=False))
    return _PRIVATE.sub(lambda match: f"{match[1]}#{letters.get(match[2], match[2])}", text)


def _taken(importer: str, names: str | None, place: str) -> str:
    return f"const {{ {names} }} = {_object(_name_of(place, importer))};\n" if names else ""


def _list(verb: str, modules: list[str], end: str) -> str:
    return f"{verb} {{ {', '.join(map(_object, modules))} }}{end}" if modules else ""


def _object(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name)
