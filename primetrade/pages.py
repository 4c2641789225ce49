"""What all pages share: who may see them, which methods they take, caching by browsers, and how they show refusals.

    @page               GET and HEAD, with an ETag over everything that the page depends on
    @page(form=True)    also POST: a page with a form, without an ETag
    @action             POST only: does something, and says what (`Done` in responses.py)

A middleware from the settings sets `user` and `access` on the request (accounts/middleware.py). The kernel knows
nothing else about signing in. accounts.requests.PageRequest has the types of these attributes.

A wrong method gets 405 before anything else is checked. `page_above` finds the page that an action's form is on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from typing import Any, overload

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest as BadRequestPage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from primetrade.addresses import local_part, shown_page
from primetrade.batches import collected, name_batches
from primetrade.callers import request_access
from primetrade.carried import fill_in, keep_refused
from primetrade.conditional_pages import View, conditional_page
from primetrade.errors import BadRequest, NoMember, NotAllowed, NotFound, PrimeTradeError, SignedOut
from primetrade.responses import Answering, Done, answer, here_with, next_url, sentence, toasts_only, wants_fragment
from primetrade.toasts import warn

_takes_form = require_http_methods(["GET", "HEAD", "POST"])


def _nothing_else(request: HttpRequest) -> str:
    return ""


@overload
def page(view: Answering) -> View: ...
@overload
def page(
    *, conditional: bool = ..., also: Callable[[Any], str] = ..., form: bool = ...
) -> Callable[[Answering], View]: ...
def page(
    view: Answering | None = None,
    *,
    conditional: bool = True,
    also: Callable[[Any], str] = _nothing_else,
    form: bool = False,
) -> Any:
    """A page for signed-in people. `also` returns what its content depends on besides the workspace and the person.

    Pass conditional=False if the content can change without the workspace's version. Forms never have an ETag.
    """
    if view is None:
        return partial(page, conditional=conditional, also=also, form=form)
    answering = _for_people(view)
    if conditional and not form:
        answering = conditional_page(answering, also=also)
    taking: Any = (_takes_form if form else require_safe)(signed_in(answering))
    taking.is_page = True
    return taking


def action(view: Answering) -> View:
    """An action of a signed-in person: one command, then what it has done (`Done`) or a form with its errors."""
    return require_POST(signed_in(_for_people(view)))


def page_above(path: str) -> str:
    """The path of the nearest page above: of /w/a/tasks/PT-1/comments it is /w/a/tasks/PT-1. "" for none."""
    above = path
    while above := above.rpartition("/")[0]:
        for page in (above, f"{above}/"):  # a workspace's own address ends with a slash
            if _is_page(page):
                return page
    return ""


def _is_page(path: str) -> bool:
    with suppress(Resolver404):
        return hasattr(resolve(path).func, "is_page")
    return False


def signed_in(view: View) -> View:
    """Send callers who are not signed in to the sign-in page; 404 for people who are not members.

    The answer names what it changed (batches.py). A workspace's former slug redirects to the current one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        access = request_access(request)
        if access is None:
            raise Http404
        slug = kwargs.pop("slug", access.workspace.slug)
        if slug != access.workspace.slug and request.method in ("GET", "HEAD"):
            return here_with(request, slug=access.workspace.slug)
        try:
            with collected() as batches:
                response = view(request, *args, **kwargs)
            name_batches(request, response, batches, access.workspace)
            return response
        except SignedOut:
            return _to_sign_in(request)
        except NoMember:
            raise Http404 from None

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, which then leads back here. For a fragment, make htmx redirect the whole page.

    A form that was sent is left to the view of the sign-in page, with the address to lead back to (carried.py).
    """
    home = reverse(settings.LOGIN_REDIRECT_URL)
    if request.headers.get("HX-Request"):
        back = shown_page(request) or home
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(back).url})
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    back = _page_of_form(request) or next_url(request) or home
    answer: HttpResponse = resolve(reverse(settings.LOGIN_URL)).func(request, back=back)
    return answer


def _refused(request: HttpRequest, error: PrimeTradeError) -> HttpResponse:
    """A toast that says why: in place with scripts, else on the page of the form, with what was typed."""
    warn(request, sentence(error))
    if wants_fragment(request):
        return toasts_only(request, status=error.status)
    page = page_above(request.path)
    if request.method == "POST":
        here = request.path if _is_page(request.path) else page
        page = _page_of_form(request) or next_url(request) or here
        keep_refused(request, page=page)
    return HttpResponseRedirect(page or reverse(settings.LOGIN_REDIRECT_URL), status=303)


def _page_of_form(request: HttpRequest) -> str:
    """Path and query of the page that a form was sent from; "" if the browser doesn't say."""
    before = local_part(request.headers.get("Referer", ""), request.get_host())
    path = before.partition("?")[0]
    return before if not path or _is_page(path) else page_above(path)  # a refused form is shown at its action's address


def _for_people(view: Answering) -> View:
    """Fill in what waits for the page. Show people a command's refusal: 404, 403, 400 as pages, the rest as a toast."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = view(request, *args, **kwargs)
            return fill_in(request, answer(request, done) if isinstance(done, Done) else done)
        except NotFound:
            raise Http404 from None
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except BadRequest as error:
            raise BadRequestPage(str(error)) from error
        except PrimeTradeError as error:
            return _refused(request, error)

    return answering
