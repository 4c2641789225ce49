"""The endpoints about tasks. Included below /api by primetrade/api/urls.py."""

from django.urls import URLPattern, path

from tasks import converters  # noqa: F401  (registers them)
from tasks.api import changes, comments, fields, labels, projects, stats, tasks, trash, undo

urlpatterns: list[URLPattern] = [
    path("projects", projects.Projects.as_view(), name="api_projects"),
    path("projects/<project:project>", projects.OneProject.as_view(), name="api_project"),
    path("labels", labels.Labels.as_view(), name="api_labels"),
    path("labels/<id:label>", labels.OneLabel.as_view(), name="api_label"),
    path("fields", fields.Fields.as_view(), name="api_fields"),
    path("tasks", tasks.Tasks.as_view(), name="api_tasks"),
    path("tasks/stats", stats.TaskStats.as_view(), name="api_stats"),
    path("tasks/<task:task>", tasks.OneTask.as_view(), name="api_task"),
    path("tasks/<task:task>/comments", comments.Comments.as_view(), name="api_comments"),
    path("tasks/<task:task>/comments/<id:comment>", comments.OneComment.as_view(), name="api_comment"),
    path("tasks/<task:task>/changes", changes.TaskChanges.as_view(), name="api_task_changes"),
    path("changes", changes.Changes.as_view(), name="api_changes"),
    path("trash", trash.Trash.as_view(), name="api_trash"),
    path("trash/<id:entry>/restoration", trash.Restoration.as_view(), name="api_restoration"),
    path("batches/<id:batch>/undo", undo.Undo.as_view(), name="api_undo"),
]
