"""What all pages share: who may see them, by which methods, whether a browser keeps them, how a refusal is said.

    @page               GET and HEAD, with an ETag of all that the page depends on
    @page(form=True)    POST, too: a page with a form on it, which no browser keeps
    @action             POST alone: something is done, then the answer leads on

A middleware that the settings name puts `user` and `access` on the request (accounts/middleware.py): that is all the
kernel knows of signing in. What a view finds on its request, with types: accounts.requests.PageRequest.

A wrong method is 405: of an action whoever asks, of a page once they are signed in. Where another order is promised, a
view has `@takes_form`, Django's `@require_safe` or `@signed_in` above the other decorator.
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
    """A page for who is signed in. `also` names what its content depends on besides the workspace and the person.

    `conditional` is for pages whose whole content follows the workspace's version; one with a form never is.
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
    """Who is not signed in goes to the sign-in page, who is no member finds nothing here.

    An address that the workspace had before leads on to today's.
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
    """The sign-in page, which leads back; a fragment sends the whole page there."""
    home = reverse(settings.LOGIN_REDIRECT_URL)
    if request.headers.get("HX-Request"):
        back = shown_page(request) or home
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(back).url})
    return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else home)


def _for_people(view: View) -> View:
    """What a command refuses, said to a person: 404, 403 and an unreadable address as pages, the rest as a toast."""

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
