"""What every route answers to every caller: the expected answers, as data. A route that is not here fails the test.

The columns: nobody, a member, an admin and the owner of the workspace asked about, and Eve, who is not in it. 302 leads
nobody to the sign-in page, and others on after a form; 404 is what Eve sees of a workspace that is not hers.
"""

from __future__ import annotations

from typing import Any

TABLE = """
GET    health                               200 200 200 200 200
POST   health                               405 405 405 405 405
GET    health_ready                         200 200 200 200 200
POST   health_ready                         405 405 405 405 405
GET    health_live                          200 200 200 200 200
POST   health_live                          405 405 405 405 405
GET    landing                              200 302 302 302 302
POST   landing                              405 405 405 405 405
GET    login                                200 302 302 302 302
POST   login                                200 302 302 302 302
GET    account_login                        200 302 302 302 302
POST   account_login                        200 302 302 302 302
GET    register                             200 302 302 302 302
POST   register                             200 302 302 302 302
GET    account_signup                       200 302 302 302 302
POST   account_signup                       200 302 302 302 302
GET    account_logout                       302 200 200 200 200
POST   account_logout                       302 302 302 302 302
GET    account_email_verification_sent      200 200 200 200 200
POST   account_email_verification_sent      405 405 405 405 405
GET    account_confirm_email                200 200 200 200 200
POST   account_confirm_email                404 404 404 404 404
GET    account_reset_password               200 200 200 200 200
POST   account_reset_password               200 200 200 200 200
GET    account_reset_password_done          200 200 200 200 200
POST   account_reset_password_done          405 405 405 405 405
GET    account_reset_password_from_key_done 200 200 200 200 200
POST   account_reset_password_from_key_done 405 405 405 405 405
GET    account_reset_password_from_key      200 200 200 200 200
POST   account_reset_password_from_key      200 200 200 200 200
GET    workspace_new                        302 200 200 200 200
POST   workspace_new                        302 302 302 302 302
GET    profile                              302 200 200 200 200
POST   profile                              302 302 302 302 302
GET    account_change_password              302 200 200 200 200
POST   account_change_password              302 200 200 200 200
GET    account_set_password                 302 302 302 302 302
POST   account_set_password                 302 302 302 302 302
GET    workspace                            302 302 302 302 404
POST   workspace                            405 405 405 405 405
GET    first_run                            302 200 200 200 200
POST   first_run                            302 404 404 404 404
GET    inbox                                302 200 200 200 404
POST   inbox                                405 405 405 405 405
GET    my_work                              302 200 200 200 404
POST   my_work                              405 405 405 405 405
GET    all_tasks                            302 200 200 200 404
POST   all_tasks                            405 405 405 405 405
GET    projects                             302 200 200 200 404
POST   projects                             405 405 405 405 405
GET    project_new                          302 403 200 200 404
POST   project_new                          302 403 422 422 404
GET    project_settings                     302 403 200 200 404
POST   project_settings                     302 403 302 302 404
GET    project_archive                      405 405 405 405 405
POST   project_archive                      302 403 302 302 404
GET    project_delete                       405 405 405 405 405
POST   project_delete                       302 403 302 302 404
GET    trash                                302 200 200 200 404
POST   trash                                405 405 405 405 405
GET    trash_restore                        405 405 405 405 405
POST   trash_restore                        302 303 303 303 404
GET    import_new                           302 200 200 200 404
POST   import_new                           302 422 422 422 404
GET    import_run                           302 200 200 200 404
POST   import_run                           302 422 302 302 404
GET    import_stop                          405 405 405 405 405
POST   import_stop                          302 303 303 303 404
GET    workspace_settings                   302 200 200 200 404
POST   workspace_settings                   302 403 302 302 404
GET    members                              302 302 302 302 404
POST   members                              302 403 422 422 404
GET    labels                               302 302 302 302 404
POST   labels                               302 302 302 302 404
GET    project_list                         302 200 200 200 404
POST   project_list                         405 405 405 405 405
GET    project_board                        302 200 200 200 404
POST   project_board                        405 405 405 405 405
GET    project_filter                       302 200 200 200 404
POST   project_filter                       405 405 405 405 405
GET    task_new                             302 200 200 200 404
POST   task_new                             302 303 303 303 404
GET    task_place                           405 405 405 405 405
POST   task_place                           302 303 303 303 404
GET    task_menu                            302 200 200 200 404
POST   task_menu                            405 405 405 405 405
GET    task                                 302 200 200 200 404
POST   task                                 405 405 405 405 405
GET    task_edit                            405 405 405 405 405
POST   task_edit                            302 303 303 303 404
GET    task_delete                          405 405 405 405 405
POST   task_delete                          302 303 303 303 404
GET    task_restore                         405 405 405 405 405
POST   task_restore                         302 404 404 404 404
GET    task_subtasks                        405 405 405 405 405
POST   task_subtasks                        302 303 303 303 404
GET    task_complete_subtasks               405 405 405 405 405
POST   task_complete_subtasks               302 303 303 303 404
GET    task_comments                        405 405 405 405 405
POST   task_comments                        302 303 303 303 404
GET    comment_edit                         405 405 405 405 405
POST   comment_edit                         302 403 403 303 404
GET    comment_delete                       405 405 405 405 405
POST   comment_delete                       302 403 303 303 404
GET    task_boxes                           405 405 405 405 405
POST   task_boxes                           302 303 303 303 404
GET    comment_boxes                        405 405 405 405 405
POST   comment_boxes                        302 403 403 303 404
GET    preview                              405 405 405 405 405
POST   preview                              302 200 200 200 404
GET    undo                                 405 405 405 405 405
POST   undo                                 302 303 303 303 404
GET    dashboard                            302 200 200 200 200
POST   dashboard                            405 405 405 405 405
GET    workspace_dashboard                  302 200 200 200 404
POST   workspace_dashboard                  405 405 405 405 405
GET    dashboard_parts                      302 200 200 200 404
POST   dashboard_parts                      405 405 405 405 405
GET    api_schema                           200 200 200 200 200
POST   api_schema                           405 405 405 405 405
GET    api_docs                             200 200 200 200 200
POST   api_docs                             405 405 405 405 405
POST   api_register                         422 422 422 422 422
POST   api_login                            422 422 422 422 422
POST   api_refresh                          401 401 401 401 401
POST   api_logout                           401 200 200 200 404
GET    api_me                               401 200 200 200 404
PATCH  api_me                               401 200 200 200 404
GET    api_workspaces                       401 200 200 200 404
GET    api_members                          401 200 200 200 404
GET    api_projects                         401 200 200 200 404
POST   api_projects                         401 403 201 201 404
GET    api_project                          401 200 200 200 404
PATCH  api_project                          401 403 200 200 404
DELETE api_project                          401 403 200 200 404
GET    api_labels                           401 200 200 200 404
POST   api_labels                           401 201 201 201 404
GET    api_label                            401 200 200 200 404
PATCH  api_label                            401 200 200 200 404
DELETE api_label                            401 200 200 200 404
GET    api_fields                           401 200 200 200 404
GET    api_tasks                            401 200 200 200 404
POST   api_tasks                            401 201 201 201 404
GET    api_stats                            401 200 200 200 404
GET    api_task                             401 200 200 200 404
PATCH  api_task                             401 200 200 200 404
DELETE api_task                             401 200 200 200 404
GET    api_comments                         401 200 200 200 404
POST   api_comments                         401 201 201 201 404
GET    api_comment                          401 200 200 200 404
PATCH  api_comment                          401 403 403 200 404
DELETE api_comment                          401 403 200 200 404
GET    api_task_changes                     401 200 200 200 404
GET    api_changes                          401 200 200 200 404
GET    api_trash                            401 200 200 200 404
POST   api_restoration                      401 200 200 200 404
POST   api_undo                             401 200 200 200 404
GET    api_imports                          401 200 200 200 404
POST   api_imports                          401 422 422 422 404
GET    api_import_formats                   401 200 200 200 404
GET    api_import                           401 200 200 200 404
DELETE api_import                           401 200 200 200 404
POST   api_import_start                     401 403 200 200 404
GET    api_unknown                          404 404 404 404 404
POST   api_unknown                          404 404 404 404 404
"""

# What is sent along, where an empty request would be refused for its values before anyone asks who may.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "profile"): {"name": "New", "timezone": "UTC", "week_start": "1", "theme": "dark"},
    ("POST", "project_settings"): {"name": "New", "colour": "red", "description": ""},
    ("POST", "project_new"): {"name": "New"},
    ("POST", "workspace_new"): {"name": "New"},
    ("POST", "workspace_settings"): {"name": "New"},
    ("POST", "labels"): {"name": "New", "colour": "red"},
    ("POST", "members"): {"email": "nobody@example.org", "role": "member"},
    ("POST", "import_run"): {"project_name": "New"},
    ("POST", "task_new"): {"title": "New"},
    ("POST", "task_subtasks"): {"title": "New"},
    ("POST", "task_comments"): {"body": "New"},
    ("POST", "comment_edit"): {"body": "New"},
    ("PATCH", "api_me"): {"name": "New"},
    ("POST", "api_projects"): {"name": "New"},
    ("POST", "api_labels"): {"name": "New"},
    ("POST", "api_tasks"): {"title": "New"},
    ("POST", "api_comments"): {"body": "New"},
    ("PATCH", "api_comment"): {"body": "New"},
    ("POST", "api_import_start"): {},
}
