"""Which import wrote a batch of the log: asked for each change that is shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_latest_due_first")]
    operations = [
        migrations.AddIndex("import", models.Index(fields=("workspace", "batch"), name="import_of_batch")),
    ]
