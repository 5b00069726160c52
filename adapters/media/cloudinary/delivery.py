"""Looking at what Cloudinary delivers, as a player would; calls that no quota counts."""

from dataclasses import dataclass
from typing import Self

import httpcore

_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Delivered:
    """An answer of the delivery network; `reason` is why it has nothing to deliver.

    `status` is 0 where no answer came.
    """

    status: int
    body: bytes = b""
    reason: str = ""


class Delivery:
    """Fetches small files; inside its context, connections are kept for the next."""

    def __init__(self, timeout_s: float) -> None:
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        self._pool = httpcore.AsyncConnectionPool(max_connections=8, retries=1)

    async def fetch(self, url: str, method: str = "GET") -> Delivered:
        """Return what is delivered at an address, of bounded size."""
        try:
            async with self._pool.stream(
                method, url, extensions={"timeout": self._timeouts}
            ) as response:
                headers = {name.lower(): value for name, value in response.headers}
                body = bytearray()
                async for piece in response.aiter_stream():
                    body += piece
                    if len(body) > _MOST_BYTES:
                        break
        except (OSError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
            return Delivered(0)
        reason = headers.get(b"x-cld-error", b"").decode("latin-1")
        return Delivered(response.status, bytes(body), reason)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.aclose()
