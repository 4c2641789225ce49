"""What can be wrong with a request, in words that people can act on.

The API turns these errors into problem documents, pages turn them into form errors or toasts.
"""

from __future__ import annotations

from typing import Any


class PrimeTradeError(Exception):
    """Base of every error shown to the caller. `status` is the HTTP status."""

    status = 400
    title = "The request could not be carried out"
    by_api = ""  # advice for API callers, if it differs from the advice for people

    def __init__(self, detail: str = "", *, errors: dict[str, list[str]] | None = None) -> None:
        self.detail = detail or self.title
        self.errors = errors or {}
        super().__init__(self.detail)


class BadRequest(PrimeTradeError):
    """The request can't be understood: malformed body, unknown name, bad parameter or cursor."""

    title = "The request could not be understood"


class InvalidInput(PrimeTradeError):
    """A known field has an unacceptable value; `errors` names the field."""

    status = 422
    title = "Some values can't be used"

    @classmethod
    def of(cls, field: str, message: str) -> InvalidInput:
        """One field, one message."""
        return cls(message, errors={field: [message]})


class NotAllowed(PrimeTradeError):
    status = 403
    title = "This is not allowed"


class NotFound(PrimeTradeError):
    status = 404
    title = "There is nothing here"


class Conflict(PrimeTradeError):
    status = 409
    title = "This contradicts what is there now"


class StartAgain(PrimeTradeError):
    """The caller can't continue to follow the log from where it was: it has to read everything again."""

    status = 410
    title = "Start again"


def at_most(limit: int) -> str:
    """The message for a body of more than `limit` bytes."""
    return f"Send at most {limit // 1_000_000:,} MB." if limit >= 1_000_000 else f"Send at most {limit // 1000:,} kB."


class TooLarge(PrimeTradeError):
    """A body over its limit, which the message names: `TooLarge(at_most(…))`."""

    status = 413
    title = "This is too large"


class Stale(PrimeTradeError):
    """Someone else has changed the row in the meantime. `current` is the current row."""

    status = 412
    title = "Someone changed this in the meantime"

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__("Read the current version, then decide which values should stay.")


class AccessEnded(Exception):
    """The caller lost access after the request was authenticated; its change was rolled back.

    Not a PrimeTradeError, which each view may handle itself: the answer must be the one that a new request would get.
    """


class SignedOut(AccessEnded):
    """The session or the account has ended. `challenge` is the API's WWW-Authenticate header."""

    challenge = 'Bearer realm="PrimeTrade"'


class NoMember(AccessEnded):
    """The caller is no longer a member of the workspace."""
