"""The profile page: name, zone, week start, theme."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.commands.profile import change_profile
from accounts.forms import ProfileForm
from accounts.requests import PageRequest
from accounts.views import account_wording as wording
from primetrade.pages import page
from primetrade.toasts import say


@page(form=True)
def profile(request: PageRequest) -> HttpResponse:
    """The form, and saving it."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_profile(request.access, **form.cleaned_data)
        say(request, wording.PROFILE_SAVED)
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)
