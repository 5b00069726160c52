"""Connections to addresses that were judged, whatever name they are made for."""

from collections.abc import Iterable, Sequence

import httpcore


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the first of `addresses` that answers; the name is left to TLS and to `Host`."""

    def __init__(self, addresses: Sequence[str], timeout_s: float) -> None:
        self._addresses = addresses
        self._timeout_s = timeout_s / len(addresses)
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - it was resolved and judged before
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - each address has its share
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a connection.

        Raises:
            httpcore.ConnectError, httpcore.ConnectTimeout: what the last address brought.
        """
        *firsts, last = self._addresses
        for address in firsts:
            try:
                return await self._connect(address, port, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._connect(last, port, local_address, socket_options)

    async def _connect(
        self,
        address: str,
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.AsyncNetworkStream:
        return await self._backend.connect_tcp(
            address, port, self._timeout_s, local_address, socket_options
        )
