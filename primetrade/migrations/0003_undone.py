"""Which undos a batch has, found along an index of undos alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("primetrade", "0002_undoes")]
    operations = [
        migrations.AddIndex(
            "change",
            models.Index(
                fields=("workspace", "undoes", "seq", "batch"),
                name="change_undoes",
                condition=models.Q(undoes__isnull=False),
            ),
        ),
    ]
