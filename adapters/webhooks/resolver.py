"""From names to addresses, by the system's resolver."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port → every address, in the order in which to try them; none where there are none."""

_PATIENCE_S = 5.0
"""A resolver that has no answer after so long has none."""


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system; odd spellings of literal addresses come back as what they mean."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_PATIENCE_S):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
