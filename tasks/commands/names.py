"""Names of labels and projects: unique in a workspace, whatever their case. Those in the trash do not count."""

from __future__ import annotations

from uuid import UUID

from primetrade.commands import Write
from primetrade.errors import Conflict
from primetrade.folding import fold_name
from tasks.models import Label, Project

_Named = type[Label] | type[Project]
_ALREADY: dict[_Named, str] = {
    Label: "There is a label named {name} already.",
    Project: "There is a project named {name} already.",
}
_NOW: dict[_Named, str] = {
    Label: "There is another label named {name} now.",
    Project: "There is another project named {name} now.",
}
_RESTORED: dict[_Named, str] = {
    Label: "There is another label named {name} now. Rename or delete that one, then restore this one.",
    Project: "There is another project named {name} now. Rename or delete that one, then restore this one.",
}
TAKEN = "This name is taken. Choose another."


def taken(model: _Named, name: str) -> Conflict:
    """The error for a name that is taken."""
    return Conflict(_ALREADY[model].format(name=name), errors={"name": [TAKEN]})


def free_name(write: Write, model: _Named, name: str, *, but: UUID | None = None) -> str:
    """The name, if no other row than `but` has it. Raises Conflict."""
    if _is_taken(write, model, name, but=but):
        raise taken(model, name)
    return name


def require_name_to_restore(write: Write, row: Label | Project) -> None:
    """Raises Conflict if another row has taken the name of this one, which is in the trash."""
    if _is_taken(write, type(row), row.name):
        raise Conflict(_RESTORED[type(row)].format(name=row.name))


def name_taken_meanwhile(write: Write, row: Label | Project, name: str) -> str:
    """A sentence saying that another row has the name that this one would get back; "" if none has."""
    return _NOW[type(row)].format(name=name) if _is_taken(write, type(row), name, but=row.id) else ""


def _is_taken(write: Write, model: _Named, name: str, *, but: UUID | None = None) -> bool:
    named = model.objects.of(write).filter(name_folded=fold_name(name), deleted_at=None)
    return bool(named.exclude(id=but).exists())
