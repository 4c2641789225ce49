"""The base of endpoints for signed-in callers: `self.access` says who is calling, in which workspace."""

from __future__ import annotations

from accounts.access import Access
from primetrade.api.endpoint import Endpoint


class SignedInEndpoint(Endpoint):
    """One resource for callers that CallerAuthentication identified; nobody else reaches its methods."""

    access: Access
