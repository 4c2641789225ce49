from django.urls import URLPattern, path

from dashboard import views
from primetrade import paths  # noqa: F401  (registers its converter)

urlpatterns: list[URLPattern] = [
    path("dashboard", views.dashboard, name="dashboard"),
    path("w/<workspace:slug>/", views.workspace, name="workspace"),
    path("w/<workspace:slug>/dashboard", views.dashboard, name="workspace_dashboard"),
    path("w/<workspace:slug>/dashboard/<slug:name>", views.parts, name="dashboard_parts"),
]
