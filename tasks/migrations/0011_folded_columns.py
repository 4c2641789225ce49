"""Folded names of labels and projects, and the title as lists sort it: empty columns, which 0012 fills."""

from django.db import migrations

from primetrade.folded_columns import FoldedField
from primetrade.folding import fold_name, sort_key


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_imports_room")]
    operations = [
        migrations.RemoveIndex("task", "task_title"),
        migrations.AddField("label", "name_folded", FoldedField(of="name", fold=fold_name, max_length=150)),
        migrations.AddField("project", "name_folded", FoldedField(of="name", fold=fold_name, max_length=300)),
        migrations.AddField("task", "title_folded", FoldedField(of="title", fold=sort_key, max_length=500)),
    ]
