"""The trash is read in its order along an index of each kind, projects and labels too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0007_undone_imports'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='label',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['workspace', 'deleted_at', 'id'], name='label_trash'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['workspace', 'deleted_at', 'id'], name='project_trash'),
        ),
    ]
