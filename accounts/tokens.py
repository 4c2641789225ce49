"""The API's tokens: each sign-in has an access token (15 minutes) and a refresh token (7 days).

A refresh token is a JWT with the sign-in, its generation and the time of the rotation. The sign-in's row stores the
generation and the time: no token is stored, and the same token can be minted again, byte for byte. Rotation is one
UPDATE that only one of several concurrent callers can win; during the grace period the others get the winner's new
pair. An older token must have been stolen or replayed, so it ends the sign-in with all its tokens and its session.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import jwt
import structlog
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from accounts import access
from accounts.commands import sign_in as sign_ins
from accounts.models import SignIn, User
from accounts.models.sign_in import IDLE_DAYS

ACCESS_SECONDS = 15 * 60
REFRESH_SECONDS = 7 * 24 * 3600
GRACE_SECONDS = 10  # for lost responses and for several tabs that refresh at once
LEEWAY_SECONDS = 10  # the machines' clocks may differ by this much
ISSUER = "primetrade"
AUDIENCE = "primetrade-api"
LONGEST_TOKEN = 1000
REMEMBERED = 4096

log = structlog.get_logger("primetrade.sign_in")


class InvalidToken(Exception):
    """A token or its sign-in is not valid; the caller is not told why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two tokens of a device."""

    access: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Claims:
    """The content of a verified token. `expires` is in seconds since 1970."""

    user_id: UUID
    sign_in_id: UUID
    expires: int
    generation: int


def mint(sign_in: SignIn) -> Pair:
    """The token pair of the sign-in's current generation; the same row always gives the same bytes."""
    issued = int(sign_in.rotated_at.timestamp())
    end = int(sign_in.expires_at.timestamp())
    common = {"sub": str(sign_in.user_id), "fam": str(sign_in.id), "iat": issued}
    key = _ring().named(sign_in.key_id)
    return Pair(
        key.encode(common | {"type": "access", "exp": min(issued + ACCESS_SECONDS, end)}),
        key.encode(common | {"type": "refresh", "exp": min(issued + REFRESH_SECONDS, end), "gen": sign_in.generation}),
    )


def newest_key_id() -> str:
    """The id of the key that signs new tokens."""
    return _ring().newest


def read_access(token: str) -> Claims:
    """The claims of a valid access token. Raises InvalidToken."""
    return _ring().read(token, "access")


def read_refresh(token: str) -> Claims:
    """The claims of a valid refresh token. Raises InvalidToken."""
    return _ring().read(token, "refresh")


def rotate(token: str) -> tuple[User, Pair]:
    """The owner of a refresh token and the next pair. Raises InvalidToken; a replayed token ends its sign-in."""
    claims = read_refresh(token)
    answer = access.identify_by_sign_in(claims.sign_in_id, None)
    if answer.user is None or answer.sign_in is None or answer.user.id != claims.user_id:
        raise InvalidToken
    now = timezone.now()
    if claims.generation == answer.sign_in.generation and _advance(claims, now):
        log.info("token rotated", user=str(claims.user_id), sign_in=str(claims.sign_in_id))
    sign_in = SignIn.objects.filter(id=claims.sign_in_id).first()
    if sign_in is None:
        raise InvalidToken
    if claims.generation != sign_in.generation - 1 or now - sign_in.rotated_at > timedelta(seconds=GRACE_SECONDS):
        sign_ins.end(sign_in.id)
        log.warning("refresh token used again, sign-in ended", user=str(claims.user_id), sign_in=str(sign_in.id))
        raise InvalidToken
    return answer.user, mint(sign_in)


def _advance(claims: Claims, now: datetime) -> bool:
    """Increment the generation; False when another request did so first."""
    # The conditions are on the row itself, not in a subquery: PostgreSQL checks them again after waiting for its lock.
    current = SignIn.objects.filter(
        id=claims.sign_in_id, generation=claims.generation, ended_at=None, expires_at__gt=now
    )
    updated = current.update(
        generation=F("generation") + 1,
        rotated_at=now,
        key_id=newest_key_id(),
        last_used_at=now,
        idle_expires_at=now + timedelta(days=IDLE_DAYS),
    )
    return updated == 1


# -- keys -------------------------------------------------------------------------------------------------------------


class _Key(TokenBackend):
    """simplejwt's backend, which also puts the key's id in the token's header."""

    def __init__(self, secret: str) -> None:
        super().__init__("HS256", secret, audience=AUDIENCE, issuer=ISSUER, leeway=LEEWAY_SECONDS)
        self.id = hashlib.sha256(b"key id" + secret.encode()).hexdigest()[:16]

    def encode(self, payload: dict[str, Any]) -> str:
        claims = payload | {"aud": self.audience, "iss": self.issuer}
        return jwt.encode(claims, self.prepared_signing_key, algorithm=self.algorithm, headers={"kid": self.id})


class _Ring:
    """The keys from the settings, newest first: the first signs, all verify. Caches verified access tokens."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        keys = [_Key(secret) for secret in secrets]
        self.newest = keys[0].id
        self._keys = {key.id: key for key in keys}
        self._verified: OrderedDict[str, Claims] = OrderedDict()

    def named(self, key_id: str) -> _Key:
        """The key with this id; the newest if this one has been removed from the settings."""
        return self._keys.get(key_id) or self._keys[self.newest]

    def read(self, token: str, kind: str) -> Claims:
        """The claims of a valid token of that kind. Raises InvalidToken."""
        known = self._verified.get(token)
        if known is None:
            claims = self._verify(token, kind)
            if kind == "access":
                self._verified[token] = claims
                while len(self._verified) > REMEMBERED:
                    self._verified.popitem(last=False)
            return claims
        if kind != "access" or known.expires + LEEWAY_SECONDS <= timezone.now().timestamp():
            raise InvalidToken
        return known

    def _verify(self, token: str, kind: str) -> Claims:
        if len(token) > LONGEST_TOKEN:
            raise InvalidToken
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            payload = key.decode(token)  # type: ignore[arg-type]
            if payload["type"] != kind:
                raise InvalidToken
            generation = payload["gen"] if kind == "refresh" else 0
            claims = Claims(UUID(payload["sub"]), UUID(payload["fam"]), payload["exp"], generation)
        except (TokenBackendError, jwt.InvalidTokenError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidToken from error
        if type(claims.expires) is not int or type(claims.generation) is not int:
            raise InvalidToken
        return claims


def _ring() -> _Ring:
    return _ring_of(tuple(settings.TOKEN_KEYS))


@lru_cache(maxsize=8)
def _ring_of(secrets: tuple[str, ...]) -> _Ring:
    return _Ring(secrets)
