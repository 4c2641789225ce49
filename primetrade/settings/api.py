"""REST framework and the API schema."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.authentication.CallerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.authentication.SignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["primetrade.api.rendering.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["primetrade.api.parsers.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "primetrade.api.schema.Schema",
    "EXCEPTION_HANDLER": "primetrade.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "PrimeTrade API",
    "DESCRIPTION": "Projects, tasks, comments, history, trash and imports of a PrimeTrade workspace.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],  # choices stay with their fields
    "SCHEMA_PATH_PREFIX": "/api",
    "COMPONENT_SPLIT_PATCH": False,  # PATCH has its own body schema
    "SERVERS": [{"url": "/", "description": "This server"}],
    "CONTACT": {"name": "Whoever runs this server"},
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "TAGS": [
        {"name": "auth", "description": "Signing up, in and out; new tokens for old ones."},
        {"name": "batches", "description": "What one request changed, to be undone as one."},
        {"name": "changes", "description": "Everything that happened in a workspace, once and in order."},
        {"name": "fields", "description": "What a task consists of, with its words and values."},
        {"name": "imports", "description": "Bringing in what was exported elsewhere."},
        {"name": "labels", "description": "The labels of a workspace."},
        {"name": "projects", "description": "Projects, the Inbox among them."},
        {"name": "tasks", "description": "Tasks, their comments and their history."},
        {"name": "trash", "description": "What was deleted in the last 30 days."},
        {"name": "users", "description": "Oneself."},
        {"name": "workspaces", "description": "The workspaces you belong to, and their members."},
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
