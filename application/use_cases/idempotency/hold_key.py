"""Doing a request once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from application.actor import Actor
from application.errors import ServiceUnavailableError
from application.limits import IdempotencyLimits
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.idempotency_store import IdempotencyStore
from application.ports.worker_presence import WorkerPresence
from domain.idempotency.errors import IdempotencyInProgressError, IdempotencyKeyReusedError
from domain.idempotency.keyed_request import Kept, KeyedRequest, KeyScope


class HeldKey:
    """The right to do a request, or the answer that it had.

    `resource_id` is what the request is to make, and None without a key.
    """

    def __init__(
        self,
        store: IdempotencyStore,
        clock: Clock,
        limits: IdempotencyLimits,
        known: KeyedRequest | None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits
        self._known = known

    @property
    def resource_id(self) -> str | None:
        """What the request is to make."""
        return self._known.resource_id if self._known else None

    @property
    def is_answered(self) -> bool:
        """Whether the request was done before, so that only its content is to be compared."""
        return self._known is not None and self._known.kept is not None

    def answer_to(self, fingerprint: str) -> str:
        """Return the answer that the request had.

        Raises:
            IdempotencyKeyReusedError: it was another request.
        """
        if self._known is None or self._known.kept is None:
            raise RuntimeError("there is no answer yet")
        if self._known.kept.fingerprint != fingerprint:
            raise IdempotencyKeyReusedError
        return self._known.kept.answer

    async def keep(self, fingerprint: str, answer: str) -> None:
        """Keep the answer for whoever repeats the request."""
        kept = Kept(fingerprint, answer)
        expires_at = self._clock.now() + self._limits.life
        await self._change(lambda stored, number: stored.keep(number, kept, expires_at))

    async def release(self) -> None:
        """Let others try; after `keep`, it changes nothing."""
        with suppress(ServiceUnavailableError):  # the lease ends by itself
            await self._change(KeyedRequest.end_claim)

    async def renew_until_cancelled(self) -> None:
        """Keep the right."""
        while True:
            await self._clock.sleep(self._limits.lease.total_seconds() / 3)
            with suppress(ServiceUnavailableError):
                await self._renew()

    async def _renew(self) -> None:
        now, lease = self._clock.now(), self._limits.lease
        await self._change(lambda stored, number: stored.renew(number, now, lease))

    async def _change(self, verb: Callable[[KeyedRequest, int], KeyedRequest]) -> None:
        known = self._known
        if known is not None:
            await self._store.update(
                known.scope, lambda stored: verb(stored or known, known.claims)
            )


class HoldKey:
    """Hold a key while its request is done; without a key, every request is its own.

    The answer of a request that was done is there at once, for comparison and repetition.
    The key of a process that is gone is free again.

    Raises:
        IdempotencyKeyInvalidError: the key has not the form of one.
        IdempotencyInProgressError: the first request with the key has not been answered.
    """

    def __init__(
        self,
        store: IdempotencyStore,
        presence: WorkerPresence,
        clock: Clock,
        ids: IdGenerator,
        limits: IdempotencyLimits,
    ) -> None:
        self._store = store
        self._presence = presence
        self._clock = clock
        self._ids = ids
        self._limits = limits

    @asynccontextmanager
    async def __call__(self, actor: Actor, route: str, key: str | None) -> AsyncIterator[HeldKey]:
        """Lend the key.

        Args:
            actor: who asks.
            route: method and route, which have keys of their own.
            key: as the client wrote it, or None.
        """
        if key is None:
            yield HeldKey(self._store, self._clock, self._limits, None)
            return
        scope = KeyScope.parse(actor.user_id, route, key)
        known = await self._claim(scope)
        held = HeldKey(self._store, self._clock, self._limits, known)
        if known.kept is not None:
            yield held
            return
        renewing = asyncio.create_task(held.renew_until_cancelled())
        try:
            yield held
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})
            await held.release()

    async def _claim(self, scope: KeyScope) -> KeyedRequest:
        try:
            return await self._try(scope)
        except IdempotencyInProgressError as error:
            if not self._presence.is_gone(str(error.details["holder"])):
                raise
            gone = error.details["number"]
        return await self._try(scope, gone)

    async def _try(self, scope: KeyScope, gone: object = None) -> KeyedRequest:
        now = self._clock.now()
        fresh = KeyedRequest(
            scope=scope, resource_id=self._ids.new_id(), expires_at=now + self._limits.life
        )

        def claim(stored: KeyedRequest | None) -> KeyedRequest:
            known = fresh if stored is None or now >= stored.expires_at else stored
            if known.kept is not None:
                return known
            if known.claims == gone:
                known = known.end_claim(known.claims)
            return known.take(self._presence.name, now, self._limits.lease)

        return await self._store.update(scope, claim)
