"""/api: every app's endpoints, the schema and its reader. No trailing slashes; what is left is a 404 problem."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from primetrade.api import docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema", docs.schema, name="api_schema"),
    path("docs", docs.docs, name="api_docs"),
    path("", include("accounts.api.urls")),
    path("", include("tasks.api.urls")),
    re_path(r"^.*$", docs.unknown, name="api_unknown"),
]
