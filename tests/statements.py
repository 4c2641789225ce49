"""Records every statement that application code sends during a test, and refuses those that are not safe on one shard.

Each is parsed by PostgreSQL's own grammar (pglast). Refused: a tenant table that is not tied to one workspace, by
`workspace_id = value` or by a join that equates it with one that is; an UPDATE that writes `workspace_id`; a plain FOR
UPDATE, which conflicts with the foreign keys' own locks. tests/conftest.py asks after every test on PostgreSQL.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any

import pglast
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created
from pglast import ast, enums
from pglast.visitors import Visitor

from primetrade.tenancy import TenantModel

# Statements that may go over all workspaces: how each is known, and why.
FAN_OUT = {
    r'^SELECT .* FROM "accounts_membership" INNER JOIN "accounts_workspace"': "a person's own workspaces",
    r'^SELECT DISTINCT "tasks_(project|task|comment|label)"."workspace_id" AS': "the purge looks for its workspaces",
    r'^DELETE FROM "accounts_idempotencykey" WHERE [^A]*"created_at" <': "the sweep of kept answers",
    r'^SELECT DISTINCT "tasks_import"."workspace_id" AS': "forgetting unconfirmed imports looks for its workspaces",
    r'^UPDATE "accounts_workspace" SET "epoch" = %s$': "the new epoch after a restore, of every workspace",
}

_APPS = tuple(f"{settings.BASE_DIR}/{app}/" for app in ("primetrade", "accounts", "tasks", "dashboard"))


class Recorder:
    """Collects what is wrong with the statements of the test at hand."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self.wrong: list[str] = []

    def install(self) -> None:
        """On every connection there is and every one to come."""
        connection_created.connect(lambda sender, connection, **kwargs: self._watch(connection), weak=False)
        for connection in connections.all(initialized_only=True):
            self._watch(connection)

    def _watch(self, connection: Any) -> None:
        if connection.vendor == "postgresql" and self._note not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._note)

    def _note(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if isinstance(sql, str) and sql not in self._seen and _sent_by_the_product():
            self._seen.add(sql)
            self.wrong += [f"{fault}: {sql[:600]}" for fault in faults(sql)]
        return execute(sql, params, many, context)


def faults(sql: str) -> list[str]:
    """What is wrong with one statement, in words."""
    if any(re.match(pattern, sql, re.DOTALL) for pattern in FAN_OUT):
        return []
    if not sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
        return []
    reading = _Reading()
    reading(pglast.parse_sql(sql.replace("%s", "$1").replace("%%", "%")))
    return reading.faults()


@lru_cache(maxsize=1)
def tenant_tables() -> dict[str, str]:
    """Table → the column that says its workspace."""
    tables = {model._meta.db_table: "workspace_id" for model in apps.get_models() if issubclass(model, TenantModel)}
    return tables | {"accounts_workspace": "id"}


class _Reading(Visitor):
    """Walks one statement: which tenant tables are in it, and which equalities tie them."""

    def __init__(self) -> None:
        super().__init__()
        self._aliases: dict[str, str] = {}
        self._group: dict[tuple[str, str], tuple[str, str]] = {}
        self._faults: list[str] = []
        self._inserts: set[str] = set()

    def faults(self) -> list[str]:
        tied = {self._find(key) for key in self._group if key[0] == "="}
        for alias, table in self._aliases.items():
            column = tenant_tables()[table]
            if alias not in self._inserts and self._find((alias, column)) not in tied:
                self._faults.append(f"{table} is not tied to one workspace")
        return self._faults

    def visit_RangeVar(self, parents: Any, node: ast.RangeVar) -> None:
        if node.relname in tenant_tables():
            self._aliases[node.alias.aliasname if node.alias else node.relname] = node.relname

    def visit_InsertStmt(self, parents: Any, node: ast.InsertStmt) -> None:
        self._inserts.add(node.relation.relname)

    def visit_LockingClause(self, parents: Any, node: ast.LockingClause) -> None:
        if node.strength == enums.LockClauseStrength.LCS_FORUPDATE:
            self._faults.append("plain FOR UPDATE; use select_for_update(no_key=True)")

    def visit_UpdateStmt(self, parents: Any, node: ast.UpdateStmt) -> None:
        if tenant_tables().get(node.relation.relname) in {target.name for target in node.targetList}:
            self._faults.append("UPDATE writes the workspace")
        self._conditions(node.whereClause, node.relation.relname)

    def visit_DeleteStmt(self, parents: Any, node: ast.DeleteStmt) -> None:
        self._conditions(node.whereClause, node.relation.relname)

    def visit_SelectStmt(self, parents: Any, node: ast.SelectStmt) -> None:
        sources = node.fromClause or ()
        only = sources[0].relname if len(sources) == 1 and isinstance(sources[0], ast.RangeVar) else ""
        self._conditions(node.whereClause, only)

    def visit_JoinExpr(self, parents: Any, node: ast.JoinExpr) -> None:
        self._conditions(node.quals, "")

    def _conditions(self, node: Any, only: str) -> None:
        """Equalities that must hold: those under AND, never those under OR or NOT."""
        if isinstance(node, ast.BoolExpr) and node.boolop == enums.BoolExprType.AND_EXPR:
            for part in node.args:
                self._conditions(part, only)
        elif isinstance(node, ast.A_Expr) and node.kind == enums.A_Expr_Kind.AEXPR_OP and node.name[0].sval == "=":
            sides = [self._side(side, only) for side in (node.lexpr, node.rexpr)]
            if all(sides):
                self._union(*sides)  # type: ignore[arg-type]

    def _side(self, node: Any, only: str) -> tuple[str, str] | None:
        while isinstance(node, ast.TypeCast):
            node = node.arg
        if isinstance(node, ast.ParamRef | ast.A_Const):
            return ("=", "value")
        if isinstance(node, ast.ColumnRef) and isinstance(node.fields[-1], ast.String):
            names = [field.sval for field in node.fields]
            return (names[-2] if len(names) > 1 else only, names[-1])
        return None

    def _find(self, key: tuple[str, str]) -> tuple[str, str]:
        while self._group.get(key, key) != key:
            key = self._group[key]
        return key

    def _union(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        for key in (one, other):
            self._group.setdefault(key, key)
        if "=" in (one[0], other[0]):
            column = other if one[0] == "=" else one
            value = ("=", f"{column[0]}.{column[1]}")  # a value of its own for each column: two values are not a join
            self._group.setdefault(value, value)
            one, other = column, value
        self._group[self._find(one)] = self._find(other)


def _sent_by_the_product() -> bool:
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(_APPS):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
