"""allauth's views for signing up, in and out, and for passwords. Their templates are in templates/account/.

The pages opened by links in mails are in mail_links.py.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.token_cookies import drop_token_cookies
from primetrade.errors import PrimeTradeError
from primetrade.pages import signed_in


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The landing page, which says what PrimeTrade is. Redirects signed-in people to their dashboard."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    return render(request, "landing.html")


class _DropsTokenCookies:
    """Deletes token cookies, which may belong to a person who used this browser before."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if request.method == "POST" and response.status_code == 302:
            drop_token_cookies(response)
        return response


class SignInView(_DropsTokenCookies, allauth_views.LoginView):
    """Signing in."""


class SignUpView(_DropsTokenCookies, allauth_views.SignupView):
    """Signing up. An address that was taken in the meantime becomes a form error."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except PrimeTradeError as error:
            form.add_error("email", error.detail)
            answer = self.form_invalid(form)
        return answer


class SignOutView(_DropsTokenCookies, allauth_views.LogoutView):
    """Signing out, which also clears the browser's cache."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


sign_in = SignInView.as_view()
sign_up = SignUpView.as_view()
sign_out = SignOutView.as_view()
password_change = signed_in(allauth_views.PasswordChangeView.as_view())
password_set = signed_in(allauth_views.PasswordSetView.as_view())
password_forgotten = allauth_views.PasswordResetView.as_view()
password_link_sent = allauth_views.PasswordResetDoneView.as_view()
password_reset_done = allauth_views.PasswordResetFromKeyDoneView.as_view()
address_link_sent = allauth_views.EmailVerificationSentView.as_view()
