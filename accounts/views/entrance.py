"""allauth's views for signing up, in and out, and for passwords. Their templates are in templates/account/.

The pages opened by links in mails are in mail_links.py.
"""

from __future__ import annotations

from copy import copy
from typing import Any
from urllib.parse import urlencode

from allauth.account import views as allauth_views
from django import forms
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.page_person import person_of_page
from accounts.token_cookies import drop_token_cookies
from accounts.views.account_wording import CARRIED_ON
from primetrade.carried import NotCarried, carried_by, carry, keep_carried
from primetrade.errors import PrimeTradeError
from primetrade.pages import signed_in
from primetrade.responses import wants_fragment
from primetrade.toasts import say


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
    """Signing in. The page carries the text of a form that was sent while signed out (primetrade/carried.py).

    For scripts, the form of the dialog (sign-in-dialog.js), or who is signed in and their CSRF token.
    """

    carried = ""
    left_behind = False  # what was sent holds text that is not carried

    def dispatch(self, request: HttpRequest, *args: Any, back: str = "", **kwargs: Any) -> HttpResponse:
        """`back`: this is the answer to a form sent to another address; it leads back to the page that shows it."""
        if back:
            self._carry(request, back)
            if not (self.carried or self.left_behind):
                return redirect_to_login(back)
            request = self.request = _as_if_asked_for(request, back)
        elif request.method == "POST":
            self.carried = carried_by(request)
        answer = super().dispatch(request, *args, **kwargs)
        return _who_it_is(request, answer) if wants_fragment(request) and request.user.is_authenticated else answer

    def _carry(self, request: HttpRequest, back: str) -> None:
        if not request.META.get("CSRF_COOKIE"):
            return  # a browser that never showed a page of ours
        try:
            self.carried = carry(request, person=person_of_page(request), page=back)
        except NotCarried:
            self.left_behind = True
            # Keeps the cookie of the ended sign-in, which this answer would delete: pages vary by their cookies, so
            # Back would ask for the page again instead of showing it with its text.
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)

    def get_template_names(self) -> list[str]:
        return ["account/sign_in_again_form.html"] if wants_fragment(self.request) else super().get_template_names()

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        if self.carried and keep_carried(self.request):
            say(self.request, CARRIED_ON)
        return answer


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


def _who_it_is(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """In place of a redirect to the next page. The middleware adds the person."""
    who = HttpResponse(status=204, headers={"X-CSRF-Token": get_token(request)})
    who.cookies = answer.cookies
    return who


def _as_if_asked_for(request: HttpRequest, back: str) -> HttpRequest:
    """An anonymous request for the sign-in page, in place of one that sent a form."""
    asked = copy(request)
    asked.method, asked.user = "GET", AnonymousUser()
    asked.GET, asked.POST = QueryDict(urlencode({REDIRECT_FIELD_NAME: back})), QueryDict()
    return asked


sign_in = SignInView.as_view()
sign_up = SignUpView.as_view()
sign_out = SignOutView.as_view()
password_change = signed_in(allauth_views.PasswordChangeView.as_view())
password_set = signed_in(allauth_views.PasswordSetView.as_view())
password_forgotten = allauth_views.PasswordResetView.as_view()
password_link_sent = allauth_views.PasswordResetDoneView.as_view()
password_reset_done = allauth_views.PasswordResetFromKeyDoneView.as_view()
address_link_sent = allauth_views.EmailVerificationSentView.as_view()
