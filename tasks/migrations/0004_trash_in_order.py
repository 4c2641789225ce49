"""The trash is read in its order along an index of each kind: newest first, then the id."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0003_import_of_batch'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='task',
            name='task_trash',
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['workspace', 'deleted_at', 'id'], name='comment_trash'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['workspace', 'deleted_at', 'id'], name='task_trash'),
        ),
    ]
