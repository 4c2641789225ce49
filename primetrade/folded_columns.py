"""Columns that hold another column's text folded, for unique constraints and orders that both databases agree on.

Whatever writes the text writes its fold: saving (all or some fields), adding in bulk, updating rows or a query. Nobody
else sets such a column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """`fold` of the text in the field `of`, cut to `max_length`. Compared by code points."""

    def __init__(self, *, of: str, fold: Callable[[str], str], **kwargs: Any) -> None:
        kwargs.update(editable=False, db_default="")
        super().__init__(**kwargs)
        self.of, self.fold = of, fold

    @property
    def db_returning(self) -> bool:
        """The default is for rows that are written by other means: the model knows what it wrote."""
        return False

    def folded(self, text: str) -> str:
        return self.fold(text)[: self.max_length]

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = self.folded(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, folded)
        return folded

    def db_parameters(self, connection: Any) -> Any:
        """SQLite compares bytes anyway, and does not know this collation."""
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "fold": self.fold}


def folded_fields(model: type[models.Model], written: Collection[str]) -> Iterator[FoldedField]:
    """The folded columns whose text is among the fields `written`, and that are not among them themselves."""
    for field in model._meta.concrete_fields:
        if isinstance(field, FoldedField) and field.of in written and field.attname not in written:
            yield field


def with_folds(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that an UPDATE writes, and their folds. Raises TypeError for text that only the database knows."""
    folds = {}
    for field in folded_fields(model, values):
        text = values[field.of]
        if not isinstance(text, str):
            raise TypeError(f"{field.of} is folded by {model.__name__}: give its text, not an expression.")
        folds[field.attname] = field.folded(text)
    return {**values, **folds}


class FoldingQuerySet(models.QuerySet[Row]):
    """Keeps folded columns right when rows are updated without being saved."""

    def update(self, **values: Any) -> int:
        return super().update(**with_folds(self.model, values))

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, names = list(objs), list(fields)
        folded = list(folded_fields(self.model, names))
        for row in rows:
            for field in folded:
                field.pre_save(row, add=False)
        return super().bulk_update(rows, [*names, *(field.attname for field in folded)], batch_size=batch_size)


class FoldingModel(models.Model):
    """A text that is saved takes its fold along, also where only some fields are saved."""

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        folded = folded_fields(type(self), [field.attname for field, *_ in values])
        values = [*values, *((field, None, field.pre_save(self, False)) for field in folded)]
        return super()._do_update(base_qs, using, pk_val, values, *rest)
