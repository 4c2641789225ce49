"""What labels and projects may be coloured."""

from __future__ import annotations

from primetrade.errors import InvalidInput
from tasks.models.hues import Hue


def checked_colour(colour: str) -> str:
    """The colour, when it is one of the ten hues. Raises InvalidInput."""
    if colour not in Hue.values:
        raise InvalidInput.of("colour", f"Choose one of {', '.join(Hue.values)}.")
    return colour
