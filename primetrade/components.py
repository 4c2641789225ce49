"""Small components that are used too often for an include, rendered once for each set of inputs.

The process keeps the results, because a list draws the same rings, avatars and labels hundreds of times.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_REMEMBERED = 8192


def draw(component: str, **inputs: Any) -> SafeString:
    """Render templates/components/<component>.html with these inputs, which must be hashable."""
    render = _render if settings.DEBUG else _remember
    return render(component, tuple(inputs.items()))


def of(thing: Any, name: str) -> Any:
    """The value of this name: a key of a row, or an attribute of an object; None when it is missing."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _render(component: str, inputs: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(f"components/{component}.html", dict(inputs)).strip())  # noqa: S308


_remember = lru_cache(maxsize=_REMEMBERED)(_render)
