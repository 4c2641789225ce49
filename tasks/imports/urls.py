"""Pages of imports."""

from django.urls import URLPattern, path

from primetrade import paths  # noqa: F401  (registers its converter)
from tasks.imports.views import runs

urlpatterns: list[URLPattern] = [
    path("w/<workspace:slug>/imports/new", runs.import_new, name="import_new"),
    path("w/<workspace:slug>/imports/<uuid:run>", runs.import_run, name="import_run"),
    path("w/<workspace:slug>/imports/<uuid:run>/stop", runs.import_stop, name="import_stop"),
]
