"""Pages of a workspace: projects, tasks, trash, settings. `@page` and `@action` consume the slug."""

from django.conf import settings
from django.urls import URLPattern, path

from primetrade import paths  # noqa: F401  (registers its converter)
from tasks import converters  # noqa: F401  (registers them)
from tasks.views import (
    all_tasks,
    board,
    boxes,
    comments,
    filters,
    first_run,
    inbox,
    lists,
    menus,
    my_work,
    projects,
    quick_add,
    undo,
)
from tasks.views import settings as settings_views
from tasks.views import task as task_views
from tasks.views import trash as trash_views

urlpatterns: list[URLPattern] = [
    path("welcome", first_run.first_run, name="first_run"),
    path("w/<workspace:slug>/inbox", inbox.inbox, name="inbox"),
    path("w/<workspace:slug>/my-work", my_work.my_work, name="my_work"),
    path("w/<workspace:slug>/tasks", all_tasks.all_tasks, name="all_tasks"),
    path("w/<workspace:slug>/projects", projects.projects, name="projects"),
    path("w/<workspace:slug>/projects/new", projects.project_new, name="project_new"),
    path("w/<workspace:slug>/projects/<project_key:key>/settings", projects.project_settings, name="project_settings"),
    path("w/<workspace:slug>/projects/<project_key:key>/archive", projects.project_archive, name="project_archive"),
    path("w/<workspace:slug>/projects/<project_key:key>/delete", projects.project_delete, name="project_delete"),
    path("w/<workspace:slug>/trash", trash_views.trash, name="trash"),
    path("w/<workspace:slug>/trash/<uuid:entry>/restore", trash_views.trash_restore, name="trash_restore"),
    path("w/<workspace:slug>/settings", settings_views.workspace_settings, name="workspace_settings"),
    path("w/<workspace:slug>/settings/members", settings_views.members, name="members"),
    path("w/<workspace:slug>/settings/labels", settings_views.labels, name="labels"),
    path("w/<workspace:slug>/projects/<project_key:key>/list", lists.project_list, name="project_list"),
    path("w/<workspace:slug>/projects/<project_key:key>/board", board.project_board, name="project_board"),
    path(
        "w/<workspace:slug>/projects/<project_key:key>/<slug:look>/filter",
        filters.project_filter,
        name="project_filter",
    ),
    path("w/<workspace:slug>/tasks/new", quick_add.task_new, name="task_new"),
    path("w/<workspace:slug>/tasks/<task_key:key>/place", board.task_place, name="task_place"),
    path("w/<workspace:slug>/tasks/<task_key:key>/menu/<slug:name>", menus.task_menu, name="task_menu"),
    path("w/<workspace:slug>/tasks/<task_key:key>", task_views.task, name="task"),
    path("w/<workspace:slug>/tasks/<task_key:key>/edit", task_views.task_edit, name="task_edit"),
    path("w/<workspace:slug>/tasks/<task_key:key>/delete", task_views.task_delete, name="task_delete"),
    path("w/<workspace:slug>/tasks/<task_key:key>/restore", task_views.task_restore, name="task_restore"),
    path("w/<workspace:slug>/tasks/<task_key:key>/subtasks", task_views.task_subtasks, name="task_subtasks"),
    path(
        "w/<workspace:slug>/tasks/<task_key:key>/subtasks/complete/<uuid:batch>",
        task_views.task_complete_subtasks,
        name="task_complete_subtasks",
    ),
    path("w/<workspace:slug>/tasks/<task_key:key>/comments", comments.task_comments, name="task_comments"),
    path(
        "w/<workspace:slug>/tasks/<task_key:key>/comments/<uuid:comment>/edit",
        comments.comment_edit,
        name="comment_edit",
    ),
    path(
        "w/<workspace:slug>/tasks/<task_key:key>/comments/<uuid:comment>/delete",
        comments.comment_delete,
        name="comment_delete",
    ),
    path("w/<workspace:slug>/tasks/<task_key:key>/boxes", boxes.task_boxes, name="task_boxes"),
    path(
        "w/<workspace:slug>/tasks/<task_key:key>/comments/<uuid:comment>/boxes",
        boxes.comment_boxes,
        name="comment_boxes",
    ),
    path("w/<workspace:slug>/preview", task_views.preview, name="preview"),
    path("w/<workspace:slug>/batches/<uuid:batch>/undo", undo.undo, name="undo"),
]

if settings.DEBUG:
    from tasks.views.styleguide import styleguide

    urlpatterns.append(path("styleguide", styleguide, name="styleguide"))
