"""Small components that are too frequent for an include: rendered once per set of inputs and cached in the process.

A list draws the same rings, avatars and labels hundreds of times.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_REMEMBERED = 8192


def render_component(component: str, **inputs: Any) -> SafeString:
    """Render templates/components/<component>.html with these inputs, which must be hashable."""
    render = _render if settings.DEBUG else _remember
    return render(component, tuple(inputs.items()))


def value_of(thing: Any, name: str) -> Any:
    """The value under this key of a mapping or in this attribute of an object; None if it is missing."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _render(component: str, inputs: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(f"components/{component}.html", dict(inputs)).strip())  # noqa: S308


_remember = lru_cache(maxsize=_REMEMBERED)(_render)
