"""Ties rows, joins and references to one workspace. No other module does.

Every tenant table has `workspace_id`. `everywhere` is the plain manager, which Django itself uses; `objects` requires
`.of(workspace)`. Application code may use `everywhere` only where tests/primetrade/test_tenancy.py lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models.constraints import BaseConstraint
from django.db.models.expressions import Col
from django.db.models.lookups import Exact

from primetrade.folded_columns import FoldingModel, FoldingQuerySet
from primetrade.ids import uuid7
from primetrade.slices import SLICE

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class OfWorkspace(Protocol):
    """Anything that belongs to one workspace and says so: a workspace, a row of one, a member's access."""

    @property
    def workspace_id(self) -> UUID: ...


Tenant = UUID | OfWorkspace


class UnscopedQuery(RuntimeError):
    """A query on tenant rows that does not name the workspace."""


class TenantManager(models.Manager[Any]):
    """Refuses every query that doesn't start with `.of(workspace)`."""

    _queryset_class = FoldingQuerySet

    def get_queryset(self) -> Any:
        raise UnscopedQuery(f"Start with {self.model.__name__}.objects.of(workspace).")

    def of(self, workspace: Tenant) -> QuerySet[Any]:
        """The rows of one workspace, given as its id or as anything with `workspace_id`."""
        return super().get_queryset().filter(workspace_id=workspace_id_of(workspace))

    def bulk_create(self, rows: Iterable[Any], batch_size: int = SLICE) -> list[Any]:  # type: ignore[override]
        """Insert rows whose workspace is set."""
        return super().get_queryset().bulk_create(rows, batch_size=batch_size)


def workspace_id_of(workspace: Tenant) -> UUID:
    """The id itself, or that of whatever has `workspace_id`. Raises UnscopedQuery for anything else."""
    if isinstance(workspace, UUID):
        return workspace
    identifier = getattr(workspace, "workspace_id", None)
    if not isinstance(identifier, UUID):
        raise UnscopedQuery(f"{workspace!r} names no workspace.")
    return identifier


class TenantModel(FoldingModel):
    """A row of one workspace. `LOG_KIND` names it in the change log, `LOGGED` lists the fields that the log keeps."""

    LOG_KIND: ClassVar[str] = ""
    LOGGED: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(settings.WORKSPACE_MODEL, models.CASCADE, related_name="+", db_index=False)

    everywhere: ClassVar[models.Manager[Self]] = FoldingQuerySet.as_manager()
    objects: ClassVar[TenantManager] = TenantManager()

    class Meta:
        abstract = True

    @property
    def log_root_id(self) -> UUID:
        """The object whose history shows this row's changes."""
        return self.id

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        """Never write workspace_id (a cluster refuses to), and always filter by it (so that one shard is enough)."""
        values = [value for value in values if value[0].attname != "workspace_id"]
        scoped = base_qs.filter(workspace_id=self.workspace_id)
        return super()._do_update(scoped, using, pk_val, values, *rest)


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key whose joins also compare workspace_id; a TenantReference is the constraint in the database."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs.update(db_index=False, db_constraint=False)
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias: Any, related_alias: Any) -> Any:
        if alias is None:  # exclude() across the relation moves the condition into a subquery that has no alias yet
            return None
        theirs: Any = self.related_model._meta.get_field("workspace")
        ours: Any = self.model._meta.get_field("workspace")
        return Exact(Col(alias, theirs), Col(related_alias, ours))

    def get_extra_descriptor_filter(self, instance: Any) -> Any:
        return {"workspace_id": instance.workspace_id}


class TenantReference(BaseConstraint):
    """FOREIGN KEY (workspace_id, x_id) REFERENCES other (workspace_id, id); `other` has UNIQUE (workspace_id, id)."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """In CREATE TABLE on SQLite; on PostgreSQL deferred, because the other table's UNIQUE may come later."""
        if schema_editor.connection.vendor == "sqlite":
            field, quote = model._meta.get_field(self.field), schema_editor.quote_name
            return (
                f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('workspace_id')}, {quote(field.column)}) "
                f"REFERENCES {quote(field.related_model._meta.db_table)} ({quote('workspace_id')}, {quote('id')}) "
                "DEFERRABLE INITIALLY DEFERRED"
            )
        self.create_sql(model, schema_editor)
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.deferred_sql.append(self._add_constraint(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return schema_editor._delete_constraint_sql(schema_editor.sql_delete_fk, model, self.name)
        return None

    def _add_constraint(self, model: Any, schema_editor: Any) -> Statement:
        field, quote = model._meta.get_field(self.field), schema_editor.quote_name
        table, other = model._meta.db_table, field.related_model._meta.db_table
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) "
            "REFERENCES %(other)s (%(their_columns)s) DEFERRABLE INITIALLY DEFERRED",
            table=Table(table, quote),
            name=quote(self.name),
            columns=Columns(table, ["workspace_id", field.column], quote),
            other=Table(other, quote),
            their_columns=Columns(other, ["workspace_id", "id"], quote),
        )

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: Any = None) -> None:
        """Does nothing: the database checks it at commit, and commands look the row up in the workspace first."""

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantReference) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))
