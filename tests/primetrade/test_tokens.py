"""The colours of the look are readable: every pair of word and ground, computed from the tokens in both themes.

oklch → sRGB by Björn Ottosson's matrices (as in CSS Color 4, channels clipped); contrast as in WCAG 2.
"""

import math
import re
from pathlib import Path

import pytest

from primetrade.people import HUES

CSS = Path(__file__).parents[2] / "static" / "css"
THEMES = ("light", "dark")
GROUNDS = ("sunken", "canvas", "raised", "float")
WORDS, SHAPES = 4.5, 3.0

Colour = tuple[float, float, float, float]

_OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)(?: / ([\d.]+)%)?\)")
_PAIR = re.compile(r"light-dark\((oklch\([^()]*\)), (oklch\([^()]*\))\)")


def colour(text: str) -> Colour:
    """Linear sRGB and alpha of an `oklch()`."""
    lightness, chroma, hue, alpha = _OKLCH.fullmatch(text).groups()
    light, angle = float(lightness) / 100, math.radians(float(hue))
    a, b = float(chroma) * math.cos(angle), float(chroma) * math.sin(angle)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return *(min(1.0, max(0.0, one)) for one in (red, green, blue)), float(alpha or 100) / 100


def over(wash: Colour, ground: Colour) -> Colour:
    """A see-through colour laid on a ground, mixed as a browser does: in gamma-encoded sRGB."""
    mixed = [
        encoded(top) * wash[3] + encoded(below) * (1 - wash[3]) for top, below in zip(wash[:3], ground[:3], strict=True)
    ]
    return *(decoded(one) for one in mixed), 1.0


def encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, other: Colour) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(one: Colour) -> float:
    return 0.2126 * one[0] + 0.7152 * one[1] + 0.0722 * one[2]


def tokens(theme: str) -> dict[str, Colour]:
    found = re.findall(
        r"--([\w-]+): light-dark\((oklch\([^()]*\)), (oklch\([^()]*\))\);", (CSS / "tokens.css").read_text()
    )
    return {name: colour(light if theme == "light" else dark) for name, light, dark in found}


def pairs_in(file: str, theme: str, hue: str = "") -> list[Colour]:
    """The light-dark() pairs of a component, in order, for one of the ten hues."""
    tones = dict(re.findall(r"--(\w+): (\d+);", (CSS / "tokens.css").read_text()))
    chroma = ".02" if hue == "grey" else ".14"
    text = (CSS / file).read_text().replace("var(--hue)", tones.get(hue, "0")).replace("var(--chroma, .14)", chroma)
    return [colour(light if theme == "light" else dark) for light, dark in _PAIR.findall(text)]


def grounds(theme: str) -> dict[str, Colour]:
    """Every ground a row or a button can have: plain, selected, hovered."""
    known = tokens(theme)
    plain = {name: known[name] for name in (*GROUNDS, "accent-tint")}
    return plain | {f"{name}, hovered": over(known["hover"], ground) for name, ground in plain.items()}


def assert_readable(name: str, ink: Colour, under: dict[str, Colour], least: float) -> None:
    worst = {where: round(contrast(ink, ground), 2) for where, ground in under.items() if contrast(ink, ground) < least}
    assert not worst, f"{name} is too faint on {worst}, {least} is the least"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("word", ["text", "text-2", "accent", "danger"])
def test_words_are_readable_on_every_ground(theme: str, word: str) -> None:
    assert_readable(word, tokens(theme)[word], grounds(theme), WORDS)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stays_readable_while_pressed(theme: str) -> None:
    known = tokens(theme)
    assert_readable("text", known["text"], {name: over(known["press"], known[name]) for name in GROUNDS}, WORDS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("meaning", ["success", "warning", "danger", "accent"])
def test_meanings_are_readable_on_their_tints(theme: str, meaning: str) -> None:
    known = tokens(theme)
    assert_readable(meaning, known[meaning], {"its tint": known[f"{meaning}-tint"]}, WORDS)
    assert_readable("text", known["text"], {f"{meaning}-tint": known[f"{meaning}-tint"]}, WORDS)


@pytest.mark.parametrize("theme", THEMES)
def test_the_primary_button_is_readable_in_rest_and_hovered(theme: str) -> None:
    known = tokens(theme)
    assert_readable("on-accent", known["on-accent"], {name: known[name] for name in ("accent", "accent-strong")}, WORDS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", ["todo", "in-progress", "in-review", "completed", "cancelled", "line"])
def test_shapes_that_mean_something_stand_out(theme: str, shape: str) -> None:
    plain = {name: ground for name, ground in grounds(theme).items() if shape != "line" or name in GROUNDS}
    assert_readable(shape, tokens(theme)[shape], plain, SHAPES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_initials_are_readable_on_every_hue(theme: str, hue: str) -> None:
    ground, ink = pairs_in("components/avatar.css", theme, hue)[:2]
    assert_readable(f"initials on {hue}", ink, {"the avatar": ground}, WORDS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_a_label_s_dot_stands_out_on_every_ground(theme: str, hue: str) -> None:
    assert_readable(f"dot of {hue}", pairs_in("components/badge.css", theme, hue)[0], grounds(theme), SHAPES)


@pytest.mark.parametrize("theme", THEMES)
def test_marked_and_selected_text_is_readable(theme: str) -> None:
    selection, mark = pairs_in("base.css", theme)[:2]
    assert_readable("text", tokens(theme)["text"], {"selection": selection, "mark": mark}, WORDS)
