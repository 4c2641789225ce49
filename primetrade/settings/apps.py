"""Apps, middleware, templates, static files, language and time zone."""

from whitenoise.compress import Compressor

from .environment import BASE_DIR, DEBUG, SERVER

ROOT_URLCONF = "primetrade.urls"
WSGI_APPLICATION = "primetrade.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
SITE_NAME = "PrimeTrade"

OWN_APPS = ["primetrade", "accounts", "tasks", "tasks.imports", "dashboard"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_tasks",
    *OWN_APPS,
]

MIDDLEWARE = [
    "primetrade.middleware.headers.HeadersMiddleware",  # outermost, so that every answer passes through it
    "primetrade.middleware.request_id.RequestIdMiddleware",
    "primetrade.middleware.access_log.AccessLogMiddleware",
    "primetrade.middleware.refusals.RefusalsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "primetrade.middleware.compression.CompressionMiddleware",  # within: static files are compressed already
    "accounts.middleware.AccessMiddleware",
    "primetrade.middleware.body_limit.BodyLimitMiddleware",
    "primetrade.middleware.csrf.CsrfMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["primetrade.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tasks.shell.shell",
            ],
            "builtins": ["primetrade.templatetags.primetrade", "tasks.templatetags.tasks"],
        },
    }
]

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / ".build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "primetrade.staticfiles.JoiningStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG
# Only developers read source maps, and compressing them takes longer than all other files together.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Tasks (jobs) are rows of the outbox: primetrade/jobs.py.
TASKS = {"default": {"BACKEND": "primetrade.jobs.OutboxBackend"}}

EMBEDDED = not SERVER
