"""URLs for signing up and in, profile and password. allauth looks up the names that begin with `account_`."""

from django.urls import URLPattern, path, re_path

from accounts.views import entrance, mail_links, profile, workspaces

urlpatterns: list[URLPattern] = [
    path("", entrance.landing, name="landing"),
    path("login", entrance.sign_in, name="login"),
    path("login", entrance.sign_in, name="account_login"),
    path("register", entrance.sign_up, name="register"),
    path("register", entrance.sign_up, name="account_signup"),
    path("accounts/logout", entrance.sign_out, name="account_logout"),
    path("accounts/confirm-email", entrance.address_link_sent, name="account_email_verification_sent"),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)$", mail_links.address_confirm, name="account_confirm_email"),
    path("accounts/password/reset", entrance.password_forgotten, name="account_reset_password"),
    path("accounts/password/reset/done", entrance.password_link_sent, name="account_reset_password_done"),
    path("accounts/password/reset/key/done", entrance.password_reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-:\w]+)$",
        mail_links.password_reset,
        name="account_reset_password_from_key",
    ),
    path("workspaces/new", workspaces.workspace_new, name="workspace_new"),
    path("settings/profile", profile.profile, name="profile"),
    path("settings/password", entrance.password_change, name="account_change_password"),
    path("settings/password/set", entrance.password_set, name="account_set_password"),
]
