"""Sign-up and sign-in by allauth; e-mail as the login."""

import dj_email_url
from django.core.exceptions import ImproperlyConfigured

from .environment import read
from .security import ALLOWED_HOSTS, PUBLIC_URL

try:
    _mail = dj_email_url.parse(read("EMAIL_URL"))
except ValueError:  # the port is no number
    _mail = {}
if "EMAIL_BACKEND" not in _mail:
    raise ImproperlyConfigured("EMAIL_URL must be a URL such as submission://user:password@host:587.")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST", ""), _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER", ""), _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("EMAIL_FROM")
MAIL_GOES_OUT = "console" not in EMAIL_BACKEND
if MAIL_GOES_OUT and "*" in ALLOWED_HOSTS and not PUBLIC_URL:
    # Otherwise whoever requests a password reset for someone decides, by the Host header, where the mail's link leads.
    raise ImproperlyConfigured("Set PUBLIC_URL, the address in the links of mails, when EMAIL_URL sends them.")

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "landing"
PASSWORD_RESET_TIMEOUT = 3600

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_GOES_OUT else "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SIGNUP_REDIRECT_URL = "first_run"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if read("PUBLIC_URL").startswith("https") else "http"
# Off: allauth's limits would lock owners out. PrimeTrade's own limits on attempts come with a feature of their own.
ACCOUNT_RATE_LIMITS = False
