"""/api: every app's endpoints, the schema and the page that shows it. No trailing slashes."""

from django.urls import URLPattern, URLResolver, include, path

from primetrade.api import docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema", docs.schema, name="api_schema"),
    path("docs", docs.docs, name="api_docs"),
    path("", include("accounts.api.urls")),
    path("", include("tasks.api.urls")),
    path("", include("tasks.imports.api.urls")),
]
