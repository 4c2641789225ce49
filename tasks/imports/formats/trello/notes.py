"""Notes for the preview: what of a Trello board can't be imported, or only with changes."""

from collections import Counter

from primetrade.text import TITLE_LIMIT
from tasks.imports.items import Note

# Trello puts at most this many of the newest actions into an export.
EXPORTED_ACTIONS = 1_000
DESCRIPTION_CHARACTERS = 500

# What was counted → the note's title for one and for several, and why.
_WORDS = {
    "archived": (
        "{} archived card",
        "{} archived cards",
        "Archived cards and the cards of archived lists come as completed, go to Trash or are left out, as you choose.",
    ),
    "attachments": (
        "{} attachment is only a link",
        "{} attachments are only links",
        "Trello keeps the files; the links are at the end of the descriptions.",
    ),
    "attachments without an address": (
        "{} attachment has no web address",
        "{} attachments have no web address",
        "Its name is at the end of the description, without a link.",
    ),
    "untitled": (
        "{} card has no title",
        "{} cards have no title",
        "It is called “Untitled” and the day it was made, so that what it holds is kept.",
    ),
    "titles": (
        "{} title is too long",
        "{} titles are too long",
        f"A title has at most {TITLE_LIMIT} characters; the rest is at the start of the description.",
    ),
    "descriptions": (
        "{} description is too long",
        "{} descriptions are too long",
        "A description has at most 20 kB; what is over is cut off, and the place is marked.",
    ),
    "comments": (
        "{} comment is too long",
        "{} comments are too long",
        "A comment has at most 20 kB; what is over is cut off, and the place is marked.",
    ),
    "names": (
        "{} name is too long",
        "{} names are too long",
        "Names of lists, labels, people and files are shortened.",
    ),
    "characters": (
        "{} text holds characters nobody can see",
        "{} texts hold characters nobody can see",
        "Control characters, those that turn the direction of writing, and marks heaped on one letter are taken out.",
    ),
    "missing comments": (
        "{} comment is not in the file",
        "{} comments are not in the file",
        "Trello counts more comments on the cards than it wrote into the export.",
    ),
    "orphaned comments": (
        "{} comment belongs to no card",
        "{} comments belong to no card",
        "The card was deleted or moved to another board; such comments do not come.",
    ),
    "orphaned entries": (
        "{} checklist entry belongs to no card",
        "{} checklist entries belong to no card",
        "The card is not in the file; such entries do not come.",
    ),
    "cards without a list": (
        "{} card is in no list of the file",
        "{} cards are in no list of the file",
        "It becomes a task to do.",
    ),
    "unknown labels": (
        "{} label of a card is not in the file",
        "{} labels of cards are not in the file",
        "The card comes without it.",
    ),
    "unknown people": (
        "{} person on a card is not in the file",
        "{} people on cards are not in the file",
        "Trello wrote no name, so that the card comes without them.",
    ),
    "custom values": (
        "{} custom value can't be read",
        "{} custom values can't be read",
        "Its field or option is not in the file.",
    ),
    "templates": (
        "{} template comes as an ordinary task",
        "{} templates come as ordinary tasks",
        "There are no card templates here.",
    ),
    "votes": ("{} vote does not come", "{} votes do not come", "Tasks have no votes."),
    "places": ("{} place on a map does not come", "{} places on a map do not come", "Tasks have no places on a map."),
    "stickers": ("{} sticker does not come", "{} stickers do not come", "Tasks have no stickers."),
    "power-ups": (
        "{} entry of a Power-Up does not come",
        "{} entries of Power-Ups do not come",
        "Only the Power-Up can read what it stored.",
    ),
    "board description": (
        "The description of the board is too long",
        "",
        f"The description of a project has at most {DESCRIPTION_CHARACTERS} characters; what is over is cut off.",
    ),
}


def notes(counts: Counter[str], changed: Counter[str], actions: int) -> tuple[Note, ...]:
    """A note for everything counted, in the order above; first one about missing comments if the export is cut off."""
    counted = counts + changed
    result = [
        Note((one if counted[name] == 1 else several).format(f"{counted[name]:,}"), why, counted[name])
        for name, (one, several, why) in _WORDS.items()
        if counted[name]
    ]
    if actions >= EXPORTED_ACTIONS:
        result.insert(0, _CUT_OFF)
    return tuple(result)


_CUT_OFF = Note(
    "Older comments may be missing",
    "Trello exports only the newest 1,000 actions of a board, and this file has as many. Comments from before them "
    "are not in the file.",
    EXPORTED_ACTIONS,
)
