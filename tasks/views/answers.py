"""How the pages of a task answer: errors as designed pages, fragments with their toasts, and where to go next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest as BadRequestPage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.addresses import local
from primetrade.errors import BadRequest, NotAllowed, NotFound, PrimeTradeError
from primetrade.toasts import warn

Parts = list[tuple[str, dict[str, Any]]]


def for_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a command refuses, said to a person: 404, 403 and an unreadable address as pages, the rest as a toast."""

    @wraps(view)
    def answering(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            raise Http404 from None
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except BadRequest as error:
            raise BadRequestPage(str(error)) from error
        except PrimeTradeError as error:
            warn(request, sentence(error))
            return toasts_only(request, status=error.status) if wants_fragment(request) else leave(request)

    return answering


def sentence(error: PrimeTradeError) -> str:
    """What is wrong, in one line."""
    return " ".join(message for messages in error.errors.values() for message in messages) or error.detail


def wants_fragment(request: PageRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def fragment(request: PageRequest, parts: Parts, *, status: int = 200) -> HttpResponse:
    """Partials, then the toasts: the first is swapped in, the others say themselves where they go."""
    html = [render_to_string(name, context, request) for name, context in parts]
    html.append(render_to_string("components/toasts.html", {"added": True}, request))
    return HttpResponse("".join(html), status=status)


def toasts_only(request: PageRequest, *, status: int = 200) -> HttpResponse:
    """Nothing to swap but the toasts."""
    response = fragment(request, [], status=status)
    response.headers["HX-Reswap"] = "none"
    return response


def in_trash(request: PageRequest, page: Any) -> HttpResponse:
    """409: someone moved the task to the trash meanwhile. What was typed stays where it is, or is shown on the page."""
    if wants_fragment(request):
        warn(request, "This task is in the trash now. What you typed is still here; restore the task to save it.")
        return toasts_only(request, status=409)
    return render(request, "tasks/task_trashed.html", page.context(), status=409)


def leave(request: PageRequest, otherwise: str = "") -> HttpResponse:
    """303 to the `next` of the form when it is ours, else to `otherwise`, else to the dashboard."""
    return HttpResponseRedirect(next_url(request) or otherwise or reverse("dashboard"), status=303)


def undo_url(access: Access, batch: UUID | None) -> str:
    """Where a batch is taken back, for the toast that tells of it; empty when nothing changed."""
    return reverse("undo", args=[access.workspace.slug, batch]) if batch else ""


def next_url(request: PageRequest) -> str:
    """The form's `next`, when it leads to this site."""
    return local(request.POST.get("next", ""))
