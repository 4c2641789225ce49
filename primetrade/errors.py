"""What can be wrong with a request, in words a person can act on. The API makes problems of these, pages form
errors.
"""

from __future__ import annotations

from typing import Any


class PrimeTradeError(Exception):
    """Base of every error that is said to the caller. `status` is the HTTP status."""

    status = 400
    title = "The request could not be carried out"
    by_api = ""  # what a program does about it, where that is not what a person does

    def __init__(self, detail: str = "", *, errors: dict[str, list[str]] | None = None) -> None:
        self.detail = detail or self.title
        self.errors = errors or {}
        super().__init__(self.detail)


class BadRequest(PrimeTradeError):
    """The request can't be understood: broken body, unknown name, bad parameter or cursor."""

    title = "The request could not be understood"


class InvalidInput(PrimeTradeError):
    """A known field holds a value that can't be taken: `errors` names it."""

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
    """What the caller follows is over: it has to read everything anew."""

    status = 410
    title = "Start again"


def at_most(limit: int) -> str:
    """What to do about more than `limit` bytes."""
    return f"Send at most {limit // 1_000_000:,} MB." if limit >= 1_000_000 else f"Send at most {limit // 1000:,} kB."


class TooLarge(PrimeTradeError):
    """A body over its bound, which is said: `TooLarge(at_most(…))`."""

    status = 413
    title = "This is too large"


class Stale(PrimeTradeError):
    """The caller changed what someone else changed in the meantime. `current` is the row as it is now."""

    status = 412
    title = "Someone changed this in the meantime"

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__("Read the current version, then decide which values should stay.")


class AccessEnded(Exception):
    """What let the caller in ended between the request's headers and its change, of which nothing was kept.

    No PrimeTradeError, which views say in their own forms: it is answered as at the door.
    """


class SignedOut(AccessEnded):
    """The sign-in or the account is not alive any more. `challenge` is what the API's header WWW-Authenticate says."""

    challenge = 'Bearer realm="PrimeTrade"'


class NoMember(AccessEnded):
    """The caller does not belong to the workspace any more."""
