"""The model of kept answers moves to the kernel: primetrade/migrations/0004_kept_answers.py."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_epoch"), ("primetrade", "0004_kept_answers")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("IdempotencyKey")]),
    ]
