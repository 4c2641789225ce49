"""Imports become an app of their own. The table is the one that tasks 0001 made, under its name."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import primetrade.tenancy
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('tasks', '0009_names_of_priorities'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Import',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('format', models.CharField(max_length=20)),
                        ('file_name', models.CharField(max_length=200)),
                        ('state', models.CharField(choices=[('ready', 'Waiting for your choices'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='ready', max_length=8)),
                        ('items', models.BinaryField(null=True)),
                        ('choices', models.JSONField(default=dict)),
                        ('batch', models.UUIDField(null=True)),
                        ('total', models.IntegerField(default=0)),
                        ('done', models.IntegerField(default=0)),
                        ('result', models.JSONField(default=dict)),
                        ('error', models.TextField(blank=True, default='')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', primetrade.tenancy.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tasks.project')),
                        ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                    ],
                    options={
                        'db_table': 'tasks_import',
                        'indexes': [models.Index(fields=['workspace', 'created_at'], name='import_new'), models.Index(fields=['workspace', 'batch'], name='import_of_batch')],
                        'constraints': [primetrade.tenancy.TenantReference(field='project', name='import_project'), models.CheckConstraint(condition=models.Q(('state__in', ('ready', 'running', 'done', 'failed'))), name='import_state')],
                    },
                    managers=[
                        ('everywhere', django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
