"""Names are there once by their folds, and lists sorted by title are read along the title's."""

from django.db import migrations, models
from django.db.models import F, Q

LIVE = Q(deleted_at=None)
OF_NAME = ("workspace", "name_folded")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0012_fold")]
    operations = [
        migrations.RemoveConstraint("label", "label_name_once"),
        migrations.AddConstraint(
            "label", models.UniqueConstraint(fields=OF_NAME, condition=LIVE, name="label_name_once")
        ),
        migrations.AddConstraint(
            "project", models.UniqueConstraint(fields=OF_NAME, condition=LIVE, name="project_name_once")
        ),
        migrations.AddIndex(
            "task", models.Index(F("workspace"), F("title_folded"), F("id"), condition=LIVE, name="task_title")
        ),
    ]
