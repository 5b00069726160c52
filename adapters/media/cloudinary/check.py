"""Whether Cloudinary answers."""

from datetime import datetime, timedelta

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.delivery import Delivery
from application.errors import ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck

_FRESH_FOR = timedelta(seconds=15)
_SERVER_ERROR, _NOT_IMPLEMENTED = 500, 501


class CloudinaryCheck(DependencyCheck):
    """Down where calls of this process have failed in a row, or where the API gives no answer.

    It asks for nothing that is counted against the plan, and not more often than every 15 s.
    """

    def __init__(
        self, account: CloudinaryAccount, breaker: CircuitBreaker, delivery: Delivery, clock: Clock
    ) -> None:
        self._account = account
        self._breaker = breaker
        self._delivery = delivery
        self._clock = clock
        self._looked_at: datetime | None = None

    @property
    def name(self) -> str:
        return "media_engine"

    async def check(self) -> None:
        if self._breaker.is_open:
            raise ServiceUnavailableError
        now = self._clock.now()
        if self._looked_at is not None and now - self._looked_at < _FRESH_FOR:
            return
        status = (await self._delivery.fetch(f"{self._account.api_base}/")).status
        if status == 0 or (status >= _SERVER_ERROR and status != _NOT_IMPLEMENTED):
            raise ServiceUnavailableError
        self._looked_at = now
