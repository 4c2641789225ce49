from django.urls import URLPattern, path

from dashboard import views

urlpatterns: list[URLPattern] = [
    path("dashboard", views.dashboard, name="dashboard"),
    path("w/<slug:slug>/dashboard", views.dashboard, name="workspace_dashboard"),
    path("w/<slug:slug>/dashboard/<slug:name>", views.part, name="dashboard_part"),
]
