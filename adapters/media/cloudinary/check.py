"""Whether Cloudinary answers."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.breaker import CircuitBreaker
from application.errors import ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck

_FRESH_FOR = timedelta(seconds=15)
_PORTS = {"http": 80, "https": 443}


class CloudinaryCheck(DependencyCheck):
    """Down where calls of this process have failed in a row, or where nobody listens to any.

    It connects, and asks for nothing that might be counted; not more often than every 15 s.
    """

    def __init__(self, account: CloudinaryAccount, breaker: CircuitBreaker, clock: Clock) -> None:
        parts = urlsplit(account.api_base)
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._breaker = breaker
        self._clock = clock
        self._connected_at: datetime | None = None

    @property
    def name(self) -> str:
        return "media_engine"

    async def check(self) -> None:
        if self._breaker.is_open:
            raise ServiceUnavailableError
        now = self._clock.now()
        if self._connected_at is not None and now - self._connected_at < _FRESH_FOR:
            return
        try:
            _, line = await asyncio.open_connection(self._host, self._port)
        except OSError as exc:
            raise ServiceUnavailableError from exc
        line.close()
        with suppress(OSError):
            await line.wait_closed()
        self._connected_at = now
