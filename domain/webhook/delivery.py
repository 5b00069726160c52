"""The delivery aggregate: one event on its way to one endpoint."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.event import EventType
from domain.ids import DeliveryId, UserId, WebhookId
from domain.webhook.errors import DeliveryLostError, DeliveryNotDueError
from domain.webhook.schedule import gap_after

TRIES_KEPT = 20
"""How many of the last tries the history shows."""


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class TryError(StrEnum):
    """Why a try brought no answer; the closed set that the history shows."""

    REFUSED = "address_refused"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    DISABLED = "endpoint_disabled"
    TOO_LARGE = "too_large"


_POINTLESS = frozenset({TryError.DISABLED, TryError.TOO_LARGE})
"""Errors that trying again cannot change."""

_GONE = 410
_SUCCESSES = range(200, 300)


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: the status that was answered, or why none was."""

    at: datetime
    duration_ms: int
    status: int | None = None
    error: TryError | None = None

    @property
    def is_success(self) -> bool:
        """Whether the receiver took the event."""
        return self.status in _SUCCESSES

    @property
    def is_final(self) -> bool:
        """Whether no further try can help: the receiver is gone, or the fault will stay."""
        return self.status == _GONE or self.error in _POINTLESS

    @property
    def says_gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == _GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Immutable, each verb returns the next value.

    `id` is what the receiver sees as `webhook-id`, the same on every try and replay.
    `body` is sent as it is, on every try.
    `attempt` rises with every claim; `lease_until` is None where nobody holds one.
    `next_at` is when the next try is due, None where none is.
    """

    id: DeliveryId
    endpoint_id: WebhookId
    owner_id: UserId
    number: int
    event_type: EventType
    body: str
    created_at: datetime
    next_at: datetime | None
    status: DeliveryStatus = DeliveryStatus.PENDING
    tries: tuple[Try, ...] = ()
    tries_in_cycle: int = 0
    attempt: int = 0
    lease_until: datetime | None = None
    version: int = 1

    @property
    def due_at(self) -> datetime | None:
        """When it may be claimed next; None where nothing is left to do."""
        return self.next_at if self.lease_until is None else self.lease_until

    def take(self, now: datetime, lease: timedelta) -> Self:
        """Claim the next try.

        Raises:
            DeliveryNotDueError: it is over, not due yet, or claimed.
        """
        if self.due_at is None or now < self.due_at:
            raise DeliveryNotDueError
        return self._changed(attempt=self.attempt + 1, lease_until=now + lease)

    def hand_back(self, attempt: int) -> Self:
        """Give up the claim without a try."""
        self._require(attempt)
        return self._changed(lease_until=None)

    def record(
        self, attempt: int, made: Try, now: datetime, lot: float, asked: timedelta | None = None
    ) -> Self:
        """Note how a try ended, and when the next one follows.

        Args:
            attempt: the claim under which it was made.
            made: the try.
            now: when it ended.
            lot: a random number from 0 to 1, for the gap.
            asked: how long the receiver wants to be left alone at least.
        """
        self._require(attempt)
        used = self.tries_in_cycle + 1
        gap = None if made.is_success or made.is_final else gap_after(used, lot, asked)
        status = DeliveryStatus.PENDING
        if gap is None:
            status = DeliveryStatus.DELIVERED if made.is_success else DeliveryStatus.FAILED
        return self._changed(
            status=status,
            tries=(*self.tries, made)[-TRIES_KEPT:],
            tries_in_cycle=used,
            next_at=None if gap is None else now + gap,
            lease_until=None,
        )

    def replay(self, now: datetime) -> Self:
        """Send it again, from the first gap on, however it ended; a try under way goes on."""
        return self._changed(status=DeliveryStatus.PENDING, tries_in_cycle=0, next_at=now)

    def _require(self, attempt: int) -> None:
        if self.lease_until is None or self.attempt != attempt:
            raise DeliveryLostError

    def _changed(self, **changes: object) -> Self:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # replace() knows no types of fields given by name
