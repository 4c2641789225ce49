"""What every page counts, the open tasks, along an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0005_unchanged_imports'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('completed_at', None), ('deleted_at', None)), fields=['workspace', 'project', 'parent', 'completed_at', 'deleted_at'], name='task_open'),
        ),
    ]
