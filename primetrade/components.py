"""Drawing the components that are too small and too many for an include, each once for each set of inputs.

The process keeps them, because a list draws the same rings, faces and labels hundreds of times.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_REMEMBERED = 8192


def draw(component: str, **inputs: Any) -> SafeString:
    """templates/components/<component>.html with these inputs, which can be compared."""
    render = _render if settings.DEBUG else _remember
    return render(component, tuple(inputs.items()))


def of(thing: Any, name: str) -> Any:
    """What a thing has under this name, be it a row or an object."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _render(component: str, inputs: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(f"components/{component}.html", dict(inputs)).strip())  # noqa: S308


_remember = lru_cache(maxsize=_REMEMBERED)(_render)
