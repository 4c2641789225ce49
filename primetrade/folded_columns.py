"""Columns that hold another column's text folded, for unique constraints and orders that both databases agree on.

Whatever writes the text writes its fold: saving (all or some fields), adding in bulk, updating rows or a query. Nobody
else sets such a column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db import models


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
        """SQLite compares bytes by itself, and does not know this collation."""
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
