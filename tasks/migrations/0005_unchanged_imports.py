"""An import that changed nothing names no batch."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef


def forget(apps: Any, schema_editor: Any) -> None:
    of_batch = apps.get_model("primetrade", "Change")._base_manager.filter(
        workspace_id=OuterRef("workspace_id"), batch=OuterRef("batch")
    )
    ended = apps.get_model("tasks", "Import")._base_manager.filter(state__in=("done", "failed"), finished_at__isnull=False)
    ended.filter(~Exists(of_batch), batch__isnull=False).update(batch=None)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_trash_in_order"), ("primetrade", "0003_undone")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
