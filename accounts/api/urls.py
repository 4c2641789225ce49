"""The endpoints for people and workspaces, below /api/."""

from django.urls import URLPattern, path

from accounts.api.auth import Login, Logout, Refresh, Register
from accounts.api.me import Me
from accounts.api.workspaces import Members, Workspaces

urlpatterns: list[URLPattern] = [
    path("auth/register", Register.as_view(), name="api_register"),
    path("auth/login", Login.as_view(), name="api_login"),
    path("auth/refresh", Refresh.as_view(), name="api_refresh"),
    path("auth/logout", Logout.as_view(), name="api_logout"),
    path("users/me", Me.as_view(), name="api_me"),
    path("workspaces", Workspaces.as_view(), name="api_workspaces"),
    path("workspaces/<slug:workspace>/members", Members.as_view(), name="api_members"),
]
