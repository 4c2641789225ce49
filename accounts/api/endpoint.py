"""The base of endpoints for who is signed in: `self.access` says who that is, in which workspace."""

from __future__ import annotations

from accounts.access import Access
from primetrade.api.endpoint import Endpoint


class SignedInEndpoint(Endpoint):
    """One resource for callers whom CallerAuthentication knows; nobody else gets as far as its methods."""

    access: Access
