"""Kept answers are the kernel's from here on: primetrade/migrations/0004_kept_answers.py."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_epoch"), ("primetrade", "0004_kept_answers")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("IdempotencyKey")]),
    ]
