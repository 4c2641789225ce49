"""The pages opened by links in mails: confirming an address, and choosing a new password.

A GET changes nothing, because mail programs open links by themselves.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.stagekit import unstash_login
from allauth.account.models import EmailAddress, Login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.generic.edit import FormView

from accounts import mail_links
from accounts.adapter import AWAITS
from accounts.commands.email_addresses import choose_password_by_mail, confirm_address
from accounts.forms import OwnPasswordForm, ResetPasswordForm
from accounts.token_cookies import drop_token_cookies
from accounts.views import account_wording as wording
from primetrade.errors import SignedOut
from primetrade.mailboxes import shown_email
from primetrade.toasts import say


@never_cache
@sensitive_post_parameters("password", "password1")
@require_http_methods(["GET", "HEAD", "POST"])
def address_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """In the browser that signed up, asks for the password; elsewhere, or with `?new`, asks for a new one.

    So somebody who signs up with another person's address gains nothing when that person opens the link.
    """
    address = mail_links.opened_by_confirm_key(key)
    if address is None:
        if request.method == "POST":
            raise Http404
        return render(request, "account/email_confirm.html", {"address": None})
    data = request.POST if request.method == "POST" else None
    knows = request.session.get(AWAITS) == str(address.user.id) and "new" not in request.GET
    form: Any = (
        OwnPasswordForm(data, request=request, user=address.user)
        if knows
        else ResetPasswordForm(data, user=address.user, temp_key="")
    )
    if request.method == "POST" and form.is_valid():
        try:
            response = _confirm_with_own(request, address) if knows else _confirm_with_new(request, address, form)
        except SignedOut:
            return render(request, "account/email_confirm.html", {"address": None})
        drop_token_cookies(response)  # they may belong to somebody else who used this browser
        return response
    context = {"address": address.email, "knows": knows, "form": form}
    return render(request, "account/email_confirm.html", context, status=422 if form.errors else 200)


def _confirm_with_own(request: HttpRequest, address: EmailAddress) -> HttpResponse:
    """Confirm the address, sign the person in, and redirect to the page they asked for."""
    confirm_address(address.user)
    stashed = unstash_login(request)
    if request.user.is_authenticated and request.user.pk != address.user.pk:
        logout(request)
    request.session.pop(AWAITS, None)
    say(request, wording.CONFIRMED.format(address=shown_email(address.email)))
    signup = stashed.signup if stashed else True
    target = stashed.redirect_url if stashed else None
    answer: HttpResponse = perform_login(
        request, Login(user=address.user, email=address.email, signup=signup, redirect_url=target)
    )
    return answer


def _confirm_with_new(request: HttpRequest, address: EmailAddress, form: Any) -> HttpResponse:
    choose_password_by_mail(address.user, form.cleaned_data["password1"])
    logout(request)
    say(request, wording.CONFIRMED_WITH_NEW_PASSWORD.format(address=shown_email(address.email)))
    return redirect("login")


class PasswordResetView(allauth_views.PasswordResetFromKeyView):
    """allauth's page, but the session stores a digest instead of the link's key."""

    reset_user: Any = None  # the person whose link was opened

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> Any:
        self.request, self.key = request, ""
        if key != self.reset_url_key:
            user = mail_links.opened_by_reset_key(uidb36, key)
            if user is not None:
                mail_links.hold(request.session, user, key)
                return redirect(request.path.replace(key, self.reset_url_key))
        else:
            user = mail_links.held_by(request.session)
            if user is not None:
                self.reset_user = user
                return FormView.dispatch(self, request, uidb36, key, **kwargs)
        return self._dead_link()

    def _dead_link(self) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(token_fail=True))
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        mail_links.let_go(self.request.session)
        if self.request.user.is_authenticated and self.request.user.pk != self.reset_user.pk:
            logout(self.request)
        try:
            answer: HttpResponse = super().form_valid(form)
        except SignedOut:
            return self._dead_link()
        return answer


password_reset = never_cache(PasswordResetView.as_view())
