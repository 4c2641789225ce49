"""The colours of labels and projects."""

from __future__ import annotations

from primetrade.errors import InvalidInput
from tasks.models.hues import Hue


def checked_colour(colour: str) -> str:
    """The colour, if it is one of the ten hues. Raises InvalidInput."""
    if colour not in Hue.values:
        raise InvalidInput.of("colour", f"Choose one of {', '.join(Hue.values)}.")
    return colour
