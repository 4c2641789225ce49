"""The base of every endpoint, and `@operation`, which declares what a method takes and answers.

    class TaskComments(Endpoint):
        @operation("Write a comment", body=NewComment, answers=CommentRow, status=201)
        def post(self, request, task): ...

Declarations are enforced (unknown parameters and fields are refused, bodies are validated before the method runs)
and make up the schema. Methods read `self.access`, `self.values` (the body) and `self.parameters`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from primetrade.api import conditional, idempotency, moments
from primetrade.api.given_back import without_read_only
from primetrade.api.parameters import Parameter, chosen_members, read_parameters, require_few
from primetrade.api.parsers import BYTES_LIMIT
from primetrade.api.rendering import answer
from primetrade.callers import RequestAccess, request_access
from primetrade.commands import Outcome
from primetrade.errors import BadRequest, NotFound, TooLarge, at_most
from primetrade.errors_views import wrong_method

# A possible next operation: its id, its parameters as runtime expressions, a description.
Link = tuple[str, Mapping[str, str], str]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method takes and answers. `answers` is a Body class, `[Body class]` for a list, or None."""

    summary: str
    about: str = ""
    body: type[Any] | None = None
    parameters: tuple[Parameter, ...] = ()
    answers: Any = None
    status: int = 200
    paged: bool = False
    of_workspace: bool = True  # False: not about one workspace, so no ETag and no membership needed
    conditional: bool = True  # False: changes while the workspace's version doesn't (progress), so no ETag
    depends_on_today: bool = False
    depends_on_now: bool = False
    depends_on_now_with: str = ""  # a parameter of the query with which it does
    takes_if_match: bool = False
    idempotent: bool = True  # an unsafe method honours Idempotency-Key
    writes: bool = True  # an unsafe method that runs a command: `meta` names its batch and the version after it
    public: bool = False  # anyone may call it
    meta: tuple[str, ...] = ()  # additional members of `meta`, from components.META; "?name" may be missing
    problems: tuple[int, ...] = ()  # additional statuses, from components.PROBLEMS
    links: Mapping[str, Link] = field(default_factory=dict)

    @property
    def creates(self) -> bool:
        """Whether the answer's Location names the created row: this path plus the row's id."""
        return self.status == 201 and self.needs_workspace

    @property
    def needs_workspace(self) -> bool:
        """Whether the caller must be a member of the workspace it is about."""
        return self.of_workspace and not self.public

    @property
    def has_etag(self) -> bool:
        """Whether a GET answers with an ETag."""
        return self.needs_workspace and self.conditional

    @property
    def tags_what_changed(self) -> bool:
        """Whether the answer to a change has the ETag that a GET of the same address would now have."""
        return self.has_etag and self.takes_if_match and self.answers is not None

    def __call__(self, method: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Declare a method of an Endpoint; the declaration stays with it as `operation`."""

        @wraps(method)
        def run(endpoint: Endpoint, request: Request, **path: Any) -> HttpResponse:
            return endpoint._carry_out(self, path, lambda: method(endpoint, request, **path))

        marked: Any = run
        marked.operation = self
        return run


operation = Operation  # as a decorator


class JsonOnly(BaseContentNegotiation):
    """Answers in JSON, whatever Accept says."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        given = (request.content_type or "").split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == given), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class Endpoint(APIView):
    """One resource. Its methods are declared by `@operation`."""

    content_negotiation_class = JsonOnly
    bytes_limit = BYTES_LIMIT
    http_method_names = ("get", "head", "post", "patch", "delete")  # no OPTIONS: the schema says more
    access: RequestAccess  # absent from a public operation that nobody is signed in for
    values: dict[str, Any]
    parameters: dict[str, Any]
    if_version: int | None
    _moment: dict[str, Any]  # `version` and `since`, for the `meta` of a read

    @classmethod
    def refusal(cls, request: HttpRequest) -> HttpResponse | None:
        """405 for an unsupported method; checked before the body's size, the CSRF token and the caller."""
        taken = [name for name in cls.http_method_names if hasattr(cls, "get" if name == "head" else name)]
        if (request.method or "").lower() in taken:
            return None
        return wrong_method(request, ", ".join(taken).upper())

    def prepare(self, **path: Any) -> None:
        """Slow work that needs no lock; runs before a write, with `self.values` set and the method's `path`."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Limit the number of parameters before REST framework authenticates, which parses them."""
        require_few(request._request.META.get("QUERY_STRING", ""))
        super().initial(request, *args, **kwargs)

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, data: Any, *, version: int = 0, status: int = 200, **meta: Any) -> HttpResponse:
        """`data` in the envelope; `version` is the object's, for the ETag."""
        response = answer(data, meta={**self._moment, **meta}, status=status)
        self._object_version = version
        return response

    def done(self, outcome: Outcome[Any], data: Any, *, status: int = 200, **meta: Any) -> HttpResponse:
        """The answer to a write: what is there now, the batch by which it can be undone, the workspace's version."""
        return answer(data, meta={"batch": outcome.batch, "version": outcome.version, **meta}, status=status)

    def paged(self, rows: list[Any], cursor: str | None, **meta: Any) -> HttpResponse:
        """A page of a list, with the URL of the next one."""
        return self.listed(rows, self.url_with(cursor=cursor) if cursor else None, cursor=cursor, **meta)

    def listed(self, rows: list[Any], following: str | None, *, cursor: str | None = None, **meta: Any) -> HttpResponse:
        """A page of a list whose next page has the URL `following`."""
        chosen = self.parameters.get("fields")
        if chosen:
            rows = [{name: row[name] for name in chosen} for row in rows]
        return answer(rows, meta={"next": following, "cursor": cursor, **self._moment, **meta})

    @property
    def page(self) -> dict[str, Any]:
        """`limit` and `cursor`, as queries take them."""
        return {"limit": self.parameters["limit"], "cursor": self.parameters["cursor"]}

    def url_with(self, **values: Any) -> str:
        """This request's URL with some parameters replaced; it names the workspace."""
        query = self.request.GET.copy()
        for name, value in {"workspace": self.access.workspace.slug, **values}.items():
            query[name] = value
        return f"{settings.PUBLIC_URL}{self.request.path}?{query.urlencode(safe=',')}"

    # -- handling a request -------------------------------------------------------------------------------------------

    def _carry_out(
        self, declared: Operation, path: Mapping[str, Any], method: Callable[[], HttpResponse]
    ) -> HttpResponse:
        request: HttpRequest = self.request._request
        self._moment = {}
        access = request_access(request)
        if access is not None:
            self.access = access
        elif declared.needs_workspace:
            raise NotFound()
        self.parameters = read_parameters(declared.parameters, request.GET)
        if self.parameters.get("fields"):
            self.parameters["fields"] = chosen_members(self.parameters["fields"], declared.answers[0]().fields)
        if request.method in ("GET", "HEAD"):
            return self._read(declared, request, method)
        self._require_bounds(request)
        self.if_version = self._expected_version(declared, request)

        def read() -> None:
            self.values = self._read_body(declared)
            self.prepare(**path)

        if declared.idempotent and access is not None:
            response = idempotency.once(request, access, self, read, method)
        else:
            read()
            response = method()
        return self._with_headers(declared, response)

    def _with_headers(self, declared: Operation, response: HttpResponse) -> HttpResponse:
        """Add Location and ETag, taken from the body, to the answer to a write, also to a replayed one."""
        if declared.creates and response.status_code == 201:
            made = orjson.loads(response.content)["data"]["id"]
            query = urlencode({"workspace": self.access.workspace.slug})
            response.headers["Location"] = f"{settings.PUBLIC_URL}{self.request.path}/{made}?{query}"
        if declared.tags_what_changed and response.status_code == 200:
            said = orjson.loads(response.content)
            known = conditional.validator(self.request._request, self.access, version=said["meta"]["version"])
            response.headers["ETag"] = conditional.tag(said["data"]["version"], known)
        return response

    def _read(self, declared: Operation, request: HttpRequest, method: Callable[[], HttpResponse]) -> HttpResponse:
        if declared.needs_workspace:
            self._moment = {"version": self.access.workspace.version, "since": moments.moment(self.access.workspace)}
        if not declared.has_etag:
            return method()
        depends_on_now = declared.depends_on_now or declared.depends_on_now_with in request.GET
        known = conditional.validator(
            request, self.access, depends_on_today=declared.depends_on_today, depends_on_now=depends_on_now
        )
        unchanged = conditional.not_modified(request, known)
        if unchanged is not None:
            return unchanged
        self._object_version = 0
        response = method()
        response.headers["ETag"] = conditional.tag(self._object_version, known)
        return response

    def _require_bounds(self, request: HttpRequest) -> None:
        length = request.headers.get("Content-Length", "")
        if length.isascii() and length.isdecimal() and int(length[:20]) > self.bytes_limit:
            raise TooLarge(at_most(self.bytes_limit))
        if "Transfer-Encoding" in request.headers:
            raise BadRequest("Send the body with its Content-Length, not in chunks.")

    def _expected_version(self, declared: Operation, request: HttpRequest) -> int | None:
        if "If-Match" not in request.headers:
            return None
        if not declared.takes_if_match:
            message = "This request can't be made conditional. Leave out If-Match."
            raise BadRequest(message, errors={"If-Match": [message]})
        return conditional.expected_version(request, self.access.workspace.epoch)

    def _read_body(self, declared: Operation) -> dict[str, Any]:
        data = self.request.data
        if declared.body is None:
            if data:
                raise BadRequest("This request takes no body. Send it without one.")
            return {}
        if isinstance(data, QueryDict):
            data = _upload(data)
        partial = self.request.method == "PATCH"
        if partial and isinstance(data, dict):
            data = without_read_only(self, declared.body, data)
        body = declared.body(data=data, partial=partial)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


def _upload(data: QueryDict) -> dict[str, Any]:
    """The fields and files of an upload. Raises BadRequest when one comes twice."""
    twice = [name for name, values in data.lists() if len(values) > 1]
    if twice:
        errors = {name[:100]: ["Give this once."] for name in twice}
        raise BadRequest("The upload names a field twice.", errors=errors)
    return {name: data[name] for name in data}
