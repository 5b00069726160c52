"""Bounding the history."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository

DELIVERIES_KEPT_FOR = timedelta(days=30)
"""Longer than the last try of any delivery can be away, as are the events that they tell."""


class ForgetDeliveries:
    """Forget deliveries that are older than 30 days; return how many."""

    def __init__(self, deliveries: DeliveryRepository, clock: Clock) -> None:
        self._deliveries = deliveries
        self._clock = clock

    async def __call__(self) -> int:
        return await self._deliveries.remove_before(self._clock.now() - DELIVERIES_KEPT_FOR)
