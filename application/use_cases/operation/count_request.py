"""Counting requests against the limit of their kind."""

from enum import StrEnum
from typing import NamedTuple

from application.limits import Rate, RequestRates
from application.ports.rate_limits import RateLimits, Standing


class RequestKind(StrEnum):
    """Requests that share a limit."""

    AUTH = "auth"
    API = "api"
    UPLOAD = "upload"


class RequestStanding(NamedTuple):
    """How somebody stands against the limit of one kind of request."""

    kind: RequestKind
    rate: Rate
    standing: Standing


class CountRequest:
    """Count a request of somebody, and tell how they stand; None where nothing is limited."""

    def __init__(self, rate_limits: RateLimits, rates: RequestRates | None) -> None:
        self._rate_limits = rate_limits
        self._by_kind: dict[RequestKind, Rate] = (
            {} if rates is None else {kind: getattr(rates, kind) for kind in RequestKind}
        )

    async def __call__(self, kind: RequestKind, somebody: str) -> RequestStanding | None:
        """Count one request of `somebody`: a user's id, or the network of an address."""
        rate = self._by_kind.get(kind)
        if rate is None:
            return None
        standing = await self._rate_limits.take(f"{kind}:{somebody}", rate)
        return RequestStanding(kind, rate, standing)
