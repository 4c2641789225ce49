"""The responses of pages: a full page or a fragment, fragments with toasts, redirects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from primetrade.addresses import local
from primetrade.errors import PrimeTradeError

Parts = list[tuple[str, dict[str, Any]]]


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx sent the request."""
    return bool(getattr(request, "htmx", False))


def render_page(
    request: HttpRequest, whole: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Render the template `whole`, or only `part`, the template that htmx swaps in, if htmx sent the request."""
    return render(request, part if wants_fragment(request) else whole, context, status=status)


def fragment(request: HttpRequest, parts: Parts, *, status: int = 200) -> HttpResponse:
    """Render partials, then the toasts. htmx swaps the first into its target; the others name theirs (hx-swap-oob)."""
    html = [render_to_string(name, context, request) for name, context in parts]
    html.append(render_to_string("components/toasts.html", {"added": True}, request))
    return HttpResponse("".join(html), status=status)


def toasts_only(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """Swap nothing but the toasts."""
    response = fragment(request, [], status=status)
    response.headers["HX-Reswap"] = "none"
    return response


def leave(request: HttpRequest, otherwise: str = "") -> HttpResponse:
    """Redirect (303) to the form's `next` if it is on this site, else to `otherwise`, else home."""
    wanted = next_url(request) or otherwise or reverse(settings.LOGIN_REDIRECT_URL)
    return HttpResponseRedirect(wanted, status=303)


def lead_on(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Like `leave`, but makes htmx load the address as a whole page."""
    if wants_fragment(request):
        return whole_page_to(next_url(request) or otherwise)
    return leave(request, otherwise)


def whole_page_to(address: str) -> HttpResponse:
    """Make htmx open another page instead of swapping a fragment."""
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def next_url(request: HttpRequest) -> str:
    """The form's `next` if it is a path on this site, else ""."""
    return local(request.POST.get("next", ""))


def sentence(error: PrimeTradeError) -> str:
    """The error's messages in one line."""
    return " ".join(message for messages in error.errors.values() for message in messages) or error.detail
