"""Imports are an app of their own from here on: tasks/imports/migrations/0001_initial.py. Their table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tasks", "0009_names_of_priorities"), ("imports", "0001_initial")]
    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Import")])]
