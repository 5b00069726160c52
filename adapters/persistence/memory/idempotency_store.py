"""Keyed requests in a dict."""

from collections.abc import Callable
from datetime import datetime

from application.ports.idempotency_store import IdempotencyStore
from domain.idempotency.keyed_request import KeyedRequest, KeyScope


class MemoryIdempotencyStore(IdempotencyStore):
    """Keeps keyed requests by their scope."""

    def __init__(self) -> None:
        self._known: dict[KeyScope, KeyedRequest] = {}

    async def update(
        self, scope: KeyScope, change: Callable[[KeyedRequest | None], KeyedRequest]
    ) -> KeyedRequest:
        self._known[scope] = changed = change(self._known.get(scope))
        return changed

    async def remove_expired(self, before: datetime) -> int:
        kept = {scope: known for scope, known in self._known.items() if known.expires_at >= before}
        removed = len(self._known) - len(kept)
        self._known = kept
        return removed
