"""Connects allauth's flows to our commands, messages and worker."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import mail
from accounts.commands.passwords import change_password
from accounts.models import User
from primetrade.addresses import local
from primetrade.mailboxes import fold_email

# Session key: the id of the person who signed up or gave the right password here but has yet to confirm their address.
AWAITS = "awaits_address"
WRONG_CREDENTIALS = "That e-mail address and password don’t match."


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_CREDENTIALS,
        "email_taken": "There is an account with this e-mail address. Sign in, or reset the password.",
        "enter_current_password": "That is not your current password.",
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Unknown address, wrong password and disabled account look alike, and each costs one hash.

        allauth's own method counts failures against the address's owner and reveals which accounts are disabled.
        """
        return authenticate(request, **credentials)

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a redirect may go there: only to a path on this site, without a host."""
        return bool(local(url or ""))

    def clean_email(self, email: str) -> str:
        return fold_email(email)

    def set_password(self, user: User, password: str) -> None:
        change_password(user, password, keep=None)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Always False: scripts sign in at /api/auth, and these pages answer with pages."""
        return False

    # -- mail, which the worker sends ----------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        plain = {name: str(value) for name, value in context.items() if name in _IN_MAILS}
        mail.send.enqueue(template=template_prefix.rpartition("/")[2], to=email, context=plain)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        mail.send_reset_link.enqueue(user=str(user.id), origin=mail.origin_of(allauth_context.request))

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        user_id = emailconfirmation.email_address.user_id
        request.session[AWAITS] = str(user_id)
        mail.send_address_link.enqueue(user=str(user_id), origin=mail.origin_of(request), signup=signup)

    def send_account_already_exists_mail(self, email: str) -> None:
        mail.send_known_address(email, mail.origin_of(allauth_context.request))


# Context that `send_mail` passes on: for notices of a changed password and answers to unknown addresses.
_IN_MAILS = ("ip", "user_agent", "timestamp", "signup_url")
