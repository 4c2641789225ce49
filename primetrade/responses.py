"""The responses of pages: a full page or a fragment, fragments with toasts, redirects; `Done` for what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from primetrade.addresses import local
from primetrade.errors import PrimeTradeError
from primetrade.toasts import warn

Parts = list[tuple[str, dict[str, Any]]]
Answering = Callable[..., "HttpResponse | Done"]


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx sent the request."""
    return bool(getattr(request, "htmx", False))


def of_part(request: HttpRequest, name: str) -> str:
    """A parameter by which htmx asks for a part of a page, or says what part it sends a form from; "" for others."""
    sent = request.POST if request.method == "POST" else request.GET
    return sent.get(name, "") if wants_fragment(request) else ""


def render_page(
    request: HttpRequest, whole: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Render the template `whole`, or only `part`, the template that htmx swaps in, if htmx sent the request."""
    return render(request, part if wants_fragment(request) else whole, context, status=status)


def fragment(request: HttpRequest, parts: Parts, *, status: int = 200, into: str = "") -> HttpResponse:
    """Render partials, then the toasts. htmx swaps the first into its target, or `into` the element of this selector;
    the others name theirs (hx-swap-oob).
    """
    html = [render_to_string(name, context, request) for name, context in parts]
    html.append(render_to_string("components/toasts.html", {"added": True}, request))
    return HttpResponse("".join(html), status=status, headers={"HX-Retarget": into} if into else {})


def toasts_only(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """Swap nothing but the toasts."""
    response = fragment(request, [], status=status)
    response.headers["HX-Reswap"] = "none"
    return response


def warned(request: HttpRequest, text: str, otherwise: Callable[[], HttpResponse], *, status: int) -> HttpResponse:
    """A toast that says why something was refused, over a page that stays as it is; without scripts, `otherwise`."""
    if not wants_fragment(request):
        return otherwise()
    warn(request, text)
    return toasts_only(request, status=status)


def leave(request: HttpRequest, otherwise: str = "") -> HttpResponse:
    """Redirect (303) to the form's `next` if it is on this site, else to `otherwise`, else home."""
    wanted = next_url(request) or otherwise or reverse(settings.LOGIN_REDIRECT_URL)
    return HttpResponseRedirect(wanted, status=303)


def whole_page_to(address: str) -> HttpResponse:
    """Make htmx open another page instead of swapping a fragment."""
    return HttpResponse(status=204, headers={"HX-Redirect": address})


@dataclass(frozen=True, slots=True)
class Done:
    """What a view has done: where it leads, and what it changed on the page. @action and @page make the answer.

    One goes to the form's `next`, else to `to`, else home. htmx instead swaps in `parts`, with `status` and `headers`;
    [] are the toasts alone, None opens the page, too. A function reads the parts only if they are drawn.
    """

    to: str = ""
    parts: Parts | Callable[[], Parts] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(request: HttpRequest, done: Done) -> HttpResponse:
    """The redirect or the fragment, with the toasts that wait."""
    if not wants_fragment(request):
        return leave(request, done.to)
    if done.parts is None:
        return whole_page_to(next_url(request) or done.to)
    parts = done.parts() if callable(done.parts) else done.parts
    response = fragment(request, parts, status=done.status) if parts else toasts_only(request, status=done.status)
    for name, value in done.headers.items():
        response.headers[name] = value
    return response


def here_with(request: HttpRequest, **parts: str) -> HttpResponse:
    """Redirect to the same page with other parts in its path, such as the present key of a task. The query stays."""
    match = request.resolver_match
    assert match is not None, "the request has a view"
    path, query = reverse(match.view_name, kwargs=match.kwargs | parts), request.META["QUERY_STRING"]
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


def next_url(request: HttpRequest) -> str:
    """The form's `next` if it is a path on this site, else ""."""
    return local(request.POST.get("next", ""))


def sentence(error: PrimeTradeError) -> str:
    """The error's messages in one line."""
    return " ".join(message for messages in error.errors.values() for message in messages) or error.detail
