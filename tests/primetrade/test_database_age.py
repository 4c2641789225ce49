"""A database that a newer version has migrated is noticed, on both databases."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from primetrade.database_age import NewerDatabase, database_is_not_newer, refuse_newer

pytestmark = pytest.mark.django_db


def test_a_database_of_this_version_is_taken() -> None:
    refuse_newer(MigrationLoader(connection))
    assert database_is_not_newer(databases=["default"]) == []


@pytest.mark.parametrize("app", ["primetrade", "accounts", "tasks"])
def test_what_this_version_does_not_know_is_named(app: str) -> None:
    MigrationRecorder(connection).record_applied(app, "0999_later")
    with pytest.raises(NewerDatabase, match=rf"{app}\.0999_later.*Run the newer version"):
        refuse_newer(MigrationLoader(connection))
    assert [error.id for error in database_is_not_newer(databases=["default"])] == ["primetrade.E001"]


def test_packages_may_leave_migrations_behind() -> None:
    MigrationRecorder(connection).record_applied("account", "0001_squashed_away")
    MigrationRecorder(connection).record_applied("gone", "0001_initial")
    refuse_newer(MigrationLoader(connection))
    assert database_is_not_newer(databases=["default"]) == []
