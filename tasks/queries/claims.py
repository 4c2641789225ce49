"""What a change says about people whom only an imported file names: `people.claim`, from the log."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.access import Access
from primetrade.models import Change
from primetrade.people import claim
from primetrade.sql import fetch, id_value, placeholders
from tasks.fields.task import LINK_OF
from tasks.fields.value_types import PERSON
from tasks.queries.sql.named_people import ASSIGNING, as_person, of_change


def claims_of(access: Access, changes: Iterable[Change]) -> dict[str, str]:
    """The text of `people.claim` for each person named by a file whom these changes assign or unassign, by "seq.n".

    One statement, none when there are no such people.
    """
    seqs = sorted({change.seq for change in changes if names_by_file(change)})
    if not seqs:
        return {}
    source, by = of_change()
    sql = f"""
SELECT c.seq, c.n, {source}, {by} FROM primetrade_change c
WHERE c.workspace_id = %s AND c.verb {ASSIGNING} AND c.seq IN ({placeholders(seqs)})"""
    rows = fetch(sql, [id_value(access.workspace_id), *seqs])
    return {f"{seq}.{n}": claim(as_person(None, "", source, by)) for seq, n, source, by in rows}


def names_by_file(change: Change) -> bool:
    """Whether a change assigns or unassigns somebody whom only a file names."""
    link = LINK_OF.get(change.verb)
    return link is not None and link.type is PERSON and (change.after or change.before).get(link.logged_as, "") is None
