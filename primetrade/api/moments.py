"""A follower's position in the log of a workspace, as opaque signed text (`meta.since`).

It holds the log's epoch and the workspace's version. Reads give the version that came with the caller's access, which
is read before the rows: changes in between are already in the rows, and are sent again with the changes since.
"""

from __future__ import annotations

import re

from primetrade import cursors
from primetrade.callers import RequestWorkspace
from primetrade.errors import BadRequest, StartAgain

# `meta.since` before moments had an epoch: the version alone.
_OF_BEFORE = re.compile(r"[0-9]{1,18}")


def moment(workspace: RequestWorkspace, version: int | None = None) -> str:
    """`since` for the changes after the workspace's version as read (or after `version`)."""
    position = [workspace.epoch, workspace.version if version is None else version]
    return cursors.seal(position, bound_to=_bound_to(workspace))


def version_at(workspace: RequestWorkspace, since: str) -> int:
    """The version at a moment. Raises BadRequest for other text, StartAgain for a moment that is not in this log."""
    if _OF_BEFORE.fullmatch(since):
        raise StartAgain("This moment is from an earlier version of PrimeTrade. Read everything again.")
    try:
        epoch, version = cursors.unseal(since, bound_to=_bound_to(workspace))
    except BadRequest as error:
        message = "Use `meta.since` from an answer about this workspace."
        raise BadRequest(message, errors={"since": [message]}) from error
    if epoch != workspace.epoch or version > workspace.version:
        raise StartAgain("The log does not continue from there, because a backup was restored. Read everything again.")
    return int(version)


def _bound_to(workspace: RequestWorkspace) -> str:
    return f"{workspace.id}?since"
