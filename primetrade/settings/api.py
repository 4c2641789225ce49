"""REST framework and the API schema."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.authentication.CallerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.authentication.SignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["primetrade.api.rendering.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["primetrade.api.parsing.JsonParser"],
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
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
