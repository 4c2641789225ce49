"""The subtasks of a task are found in their order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0014_names_in_order")]
    operations = [
        migrations.RemoveIndex("task", "task_children"),
        migrations.AddIndex(
            "task",
            models.Index(
                fields=("workspace", "parent", "number", "id"),
                name="task_subtasks",
                condition=models.Q(parent__isnull=False),
            ),
        ),
    ]
