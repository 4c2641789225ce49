"""URLs of the import endpoints. primetrade/api/urls.py includes them below /api."""

from django.urls import URLPattern, path

from tasks import converters  # noqa: F401  (registers them)
from tasks.imports.api import formats, runs

urlpatterns: list[URLPattern] = [
    path("imports", runs.Imports.as_view(), name="api_imports"),
    path("imports/formats", formats.ImportFormats.as_view(), name="api_import_formats"),
    path("imports/<id:run>", runs.OneImport.as_view(), name="api_import"),
    path("imports/<id:run>/start", runs.ImportStart.as_view(), name="api_import_start"),
]
