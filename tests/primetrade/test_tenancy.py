"""What ties a row, a join and a reference to one workspace."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection

from primetrade.tenancy import TenantForeignKey, TenantModel, TenantReference, UnscopedQuery, workspace_id_of
from tasks.models import Project, Task
from tests.factories import PersonFactory, ProjectFactory, TaskFactory

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]

# Where application code may start from all workspaces, and why.
EVERYWHERE = {
    "accounts/queries/workspaces.py": "a person's own workspaces",
    "tasks/imports/jobs.py": "forgetting imports that nobody confirmed looks for workspaces that have some",
    "primetrade/api/idempotency.py": "the sweep of kept answers older than a day",
    "tasks/jobs.py": "the purge looks for workspaces with something to purge",
}


@pytest.mark.django_db
def test_a_query_that_names_no_workspace_is_refused() -> None:
    for query in (Task.objects.all, Task.objects.count, lambda: Task.objects.filter(title="x")):
        with pytest.raises(UnscopedQuery):
            query()


@pytest.mark.parametrize("wrong", [None, "a-slug", 7, object()])
def test_only_a_workspace_names_a_workspace(wrong: object) -> None:
    with pytest.raises(UnscopedQuery):
        workspace_id_of(wrong)


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_every_tenant_reference_is_a_constraint_of_the_database(model: type[TenantModel]) -> None:
    fields = {field.name for field in model._meta.get_fields() if isinstance(field, TenantForeignKey)}
    referenced = {item.field for item in model._meta.constraints if isinstance(item, TenantReference)}
    assert fields == referenced


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_every_unique_constraint_and_index_of_a_tenant_table_is_led_by_the_workspace(model: type[TenantModel]) -> None:
    allowed = {"membership_user": "my workspaces", "idempotency_key_age": "the daily sweep, over all workspaces"}
    wrong = [
        item.name
        for item in (*model._meta.indexes, *model._meta.constraints)
        if getattr(item, "fields", ()) and next(iter(item.fields)) != "workspace" and item.name not in allowed
    ]
    assert wrong == []


@pytest.mark.django_db
def test_a_join_equates_the_workspaces_of_both_tables() -> None:
    ann = PersonFactory()
    sql = str(Task.objects.of(ann).select_related("project").filter(parent__title="x").query)
    task, project = Task._meta.db_table, Project._meta.db_table
    assert f'"{task}"."workspace_id" = ("{project}"."workspace_id")' in sql or (
        f'"{project}"."workspace_id" = ("{task}"."workspace_id")' in sql
    )


@pytest.mark.django_db
def test_saving_never_writes_the_workspace_and_is_filtered_by_it(django_assert_num_queries) -> None:
    ann, eve = PersonFactory(), PersonFactory()
    task = TaskFactory(access=ann)
    with django_assert_num_queries(1) as captured:
        task.save()
    update = captured.captured_queries[0]["sql"].partition(" WHERE ")
    assert '"workspace_id" =' not in update[0]
    assert '"workspace_id" =' in update[2]

    task.workspace = eve.workspace
    task.title = "Stolen"
    with pytest.raises(DatabaseError, match="did not affect any rows"):
        task.save(force_update=True)


@pytest.mark.django_db
def test_an_exclude_across_a_relation_is_tied_too() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann, name="Other")
    TaskFactory(access=ann, project=project.id)
    assert Task.objects.of(ann).exclude(project__name="Other").filter(project=project).count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_references_are_in_the_database() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f'")
            names = {row[0] for row in cursor.fetchall()}
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
            names = " ".join(row[0] or "" for row in cursor.fetchall())
    for model in TENANT_MODELS:
        for item in model._meta.constraints:
            if isinstance(item, TenantReference):
                assert item.name in names


def test_application_code_starts_from_all_workspaces_only_where_the_list_says_why() -> None:
    found = set()
    for app in ("primetrade", "accounts", "tasks", "dashboard"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            if "migrations" in path.parts or path.name == "tenancy.py":
                continue
            tree = ast.parse(path.read_text())
            if any(isinstance(node, ast.Attribute) and node.attr == "everywhere" for node in ast.walk(tree)):
                found.add(str(path.relative_to(settings.BASE_DIR)))
    assert found == set(EVERYWHERE)
