"""What all pages share: who may see them, their methods, caching by the browser, and how they show refusals.

    @page               GET and HEAD, with an ETag over everything that the page depends on
    @page(form=True)    also POST: a page with a form, without an ETag
    @action             POST only: does something, then redirects or swaps a fragment

A middleware named in the settings puts `user` and `access` on the request (accounts/middleware.py): that is all the
kernel knows of signing in. accounts.requests.PageRequest gives the types of what a view finds on its request.

A wrong method is 405: for an action always, for a page only when signed in. A view that needs the other order has
`@takes_form`, Django's `@require_safe` or `@signed_in` above the other decorator.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, overload

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest as BadRequestPage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from primetrade.addresses import shown_page
from primetrade.answers import leave, sentence, toasts_only, wants_fragment
from primetrade.conditional_pages import conditional_page
from primetrade.errors import BadRequest, NoMember, NotAllowed, NotFound, PrimeTradeError, SignedOut
from primetrade.toasts import warn

View = Callable[..., HttpResponse]
takes_form = require_http_methods(["GET", "HEAD", "POST"])


def _nothing_else(request: HttpRequest) -> str:
    return ""


@overload
def page(view: View) -> View: ...
@overload
def page(*, conditional: bool = ..., also: Callable[[Any], str] = ..., form: bool = ...) -> Callable[[View], View]: ...
def page(
    view: View | None = None,
    *,
    conditional: bool = True,
    also: Callable[[Any], str] = _nothing_else,
    form: bool = False,
) -> Any:
    """A page for signed-in people. `also` returns what its content depends on besides the workspace and the person.

    `conditional` is for pages whose whole content follows the workspace's version; it does not apply to forms.
    """
    if view is None:
        return partial(page, conditional=conditional, also=also, form=form)
    answering = _for_people(view)
    if conditional and not form:
        answering = conditional_page(answering, also=also)
    return signed_in((takes_form if form else require_safe)(answering))


def action(view: View) -> View:
    """Something that a signed-in person does: one command, then a redirect or a fragment, with a toast."""
    return require_POST(signed_in(_for_people(view)))


def signed_in(view: View) -> View:
    """Send anyone not signed in to the sign-in page; 404 for anyone who is not a member.

    A workspace's former address redirects to the current one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        access: Any = getattr(request, "access", None)
        if access is None:
            raise Http404
        slug = kwargs.pop("slug", access.workspace.slug)
        if slug != access.workspace.slug and request.method in ("GET", "HEAD"):
            path = request.get_full_path()
            return HttpResponseRedirect(path.replace(f"/w/{slug}", f"/w/{access.workspace.slug}", 1))
        try:
            return view(request, *args, **kwargs)
        except SignedOut:
            return _to_sign_in(request)
        except NoMember:
            raise Http404 from None

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, which leads back here; for a fragment, redirect the whole page."""
    home = reverse(settings.LOGIN_REDIRECT_URL)
    if request.headers.get("HX-Request"):
        back = shown_page(request) or home
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(back).url})
    return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else home)


def _for_people(view: View) -> View:
    """Show a command's refusal to a person: 404, 403 and bad requests as pages, the rest as a toast."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
