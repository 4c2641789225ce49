"""What people call "no priority" is the choice's own name. Nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0008_trash_of_projects_and_labels'),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='priority',
            field=models.SmallIntegerField(choices=[(0, 'No priority'), (1, 'Low'), (2, 'Medium'), (3, 'High'), (4, 'Urgent')], default=0),
        ),
    ]
