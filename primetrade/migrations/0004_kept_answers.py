"""Kept answers are the kernel's. The table stays where it is; only which app owns it changes."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import primetrade.ids


def forget_the_former_sweep(apps, schema_editor):
    """The daily sweep is part of primetrade.cleanup.clean_up; a waiting job of its old name could not be found."""
    apps.get_model("primetrade", "Outbox").objects.filter(
        kind="accounts.jobs.forget_kept_answers", done_at=None
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("primetrade", "0003_undone"), ("accounts", "0003_epoch")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=primetrade.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("route", models.CharField(max_length=200)),
                        ("key", models.CharField(max_length=200)),
                        ("body_hash", models.CharField(max_length=64)),
                        ("status", models.SmallIntegerField()),
                        ("content_type", models.CharField(max_length=60)),
                        ("answer", models.BinaryField()),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "workspace",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.WORKSPACE_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "accounts_idempotencykey",
                        "indexes": [models.Index(fields=["created_at"], name="idempotency_key_age")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("workspace", "user", "route", "key"), name="idempotency_key_once"
                            )
                        ],
                    },
                    managers=[("everywhere", django.db.models.manager.Manager())],
                ),
            ],
        ),
        migrations.RunPython(forget_the_former_sweep, migrations.RunPython.noop, elidable=True),
    ]
