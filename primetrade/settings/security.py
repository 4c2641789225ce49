"""Secrets, hosts, cookies, passwords, the content policy. A server with unsafe settings does not start."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .environment import DEBUG, SERVER, kept_secret, read

SECRET_KEY = kept_secret("SECRET_KEY", "secret_key")
SECRET_KEY_FALLBACKS = read("SECRET_KEY_FALLBACKS")
TOKEN_KEYS = kept_secret("TOKEN_KEYS", "token_key").split(",")

PUBLIC_URL = read("PUBLIC_URL").rstrip("/")
try:
    _public = urlsplit(PUBLIC_URL)
    _works = not PUBLIC_URL or bool(_public.scheme in ("http", "https") and _public.hostname and _public.port != 0)
except ValueError:  # the port is no number, or an address has one bracket
    _works = False
if not _works:
    raise ImproperlyConfigured(
        "PUBLIC_URL must be https:// or http:// with a host and, if need be, a port, such as https://tasks.example.org."
    )
if PUBLIC_URL.partition("://")[2] != _public.netloc or "@" in _public.netloc:
    # Cookies, links and the addresses of scripts are those of a whole host.
    raise ImproperlyConfigured("PUBLIC_URL must be a host alone, without a path, such as https://tasks.example.org.")
HTTPS = _public.scheme == "https"

ALLOWED_HOSTS = [*read("ALLOWED_HOSTS"), *([_public.hostname] if _public.hostname else [])]
if not SERVER and not PUBLIC_URL and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = (
        ["*"] if read("HOST") not in ("127.0.0.1", "localhost", "::1") else ["localhost", "127.0.0.1", "[::1]"]
    )
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

if SERVER:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY must be set and have 50 characters or more when DATABASE_URL is set.")
    if not TOKEN_KEYS[0] or min(map(len, TOKEN_KEYS)) < 32:
        raise ImproperlyConfigured("TOKEN_KEYS must be set, each with 32 characters or more, when DATABASE_URL is set.")
    if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set PUBLIC_URL or ALLOWED_HOSTS (without *) when DATABASE_URL is set.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must not be on when DATABASE_URL is set.")

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
PAGE_PERSON_COOKIE_NAME = "__Host-page-person" if HTTPS else "page-person"  # accounts/page_person.py
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "primetrade.errors_views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
HSTS_SECONDS = 31_536_000 if HTTPS else 0

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

AUTH_USER_MODEL = "accounts.User"
WORKSPACE_MODEL = "accounts.Workspace"  # the tenant of every TenantModel; each write raises its `version`
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD_MAX_LENGTH = 256
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8 if SERVER else 6},
    },
    {"NAME": "accounts.password_rules.MaximumLengthValidator"},
]
if SERVER:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"})

# One constant policy per release, without a nonce, so that a cached page stays valid with its scripts.
# primetrade/middleware/headers.py adds the hash of the import map, the only inline script.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    }
}
