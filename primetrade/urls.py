"""The site's URLs. Each app declares its own; those of the kernel are health and the API's documentation."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from primetrade import health
from primetrade.api import docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.health, name="health"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/live", health.live, name="health_live"),
    path("", include("accounts.urls")),
    path("", include("tasks.urls")),
    path("", include("tasks.imports.urls")),
    path("", include("dashboard.urls")),
    path("api/", include("primetrade.api.urls")),
    re_path(r"^/*api(?:/.*)?$", docs.unknown, name="api_unknown"),  # the rest of /api is a 404 problem document
]

handler400 = "primetrade.errors_views.bad_request"
handler403 = "primetrade.errors_views.forbidden"
handler404 = "primetrade.errors_views.not_found"
handler500 = "primetrade.errors_views.server_error"
