"""The ASGI server: granian, inside of this process and on its event loop."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send

_BACKLOG = 1024
_MAX_CONNECTIONS = 8192
"""Slow clients take one each; a connection costs some 15 KiB."""

_READ_BUFFER_BYTES = 256 * 1024
"""What is read of a body at once: each piece takes a turn through four threads, whatever its size.
It is room, too, for any head that our own limits answer with a problem document."""

_LAST_WORDS_S = 1.0
"""Time for connections to close once their requests are cancelled."""

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LOGGING: dict[str, Any] = {
    "handlers": {},
    "formatters": {},
    "loggers": {"_granian": {"propagate": True}},
}


async def serve(
    app: AsgiApp,
    *,
    host: str,
    port: int,
    header_timeout_s: float,
    shutdown_grace_s: float,
    on_start: Callable[[], object] = lambda: None,
    on_stop: Callable[[], object] = lambda: None,
) -> None:
    """Serve `app` until SIGTERM or SIGINT, and then until its running requests are answered.

    The caller opens what `app` needs before, and closes it after: there is no lifespan protocol,
    so a fault at the start is an exception like any other.
    One process, not a supervisor with workers: it takes a third of the memory, and ending it with
    SIGKILL leaves no orphan that holds the port.

    Args:
        app: an ASGI application.
        host: the address to listen on.
        port: the port to listen on.
        header_timeout_s: time for a request's head; idle connections are closed after it, too.
        shutdown_grace_s: time for running requests once a signal came.
        on_start: called when the address is known to be free.
        on_stop: called when a signal came, before the server waits for its requests.

    Raises:
        OSError: the address cannot be listened on.
    """
    _require_free(host, port)
    on_start()
    requests = _Requests(app)
    server = _server(requests, host, port, header_timeout_s)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in _STOP_SIGNALS:
        # Where loops take no signals, Ctrl-C cancels this task instead.
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, stopping.set)
    serving = asyncio.create_task(server.serve())
    stopped = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        on_stop()
    finally:
        stopped.cancel()
        server.stop()  # type: ignore[no-untyped-call]  # published without types
        await asyncio.wait({serving}, timeout=shutdown_grace_s)
        requests.cancel()
        await asyncio.wait({serving}, timeout=_LAST_WORDS_S)
    if serving.done():
        serving.result()


class _Requests:
    """Passes requests on, and knows which of them are running."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self._running: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._running.add(task)
        try:
            await self._app(scope, receive, send)
        finally:
            self._running.discard(task)

    def cancel(self) -> None:
        """End what still runs."""
        for task in self._running:
            task.cancel()


def _server(app: AsgiApp, host: str, port: int, header_timeout_s: float) -> Server:
    return Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=round(header_timeout_s * 1000), max_buffer_size=_READ_BUFFER_BYTES
        ),
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_MAX_CONNECTIONS,
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
    )


def _require_free(host: str, port: int) -> None:
    """Raise OSError where somebody listens: the server itself would share the port silently."""
    is_v6 = ":" in host
    family = socket.AF_INET6 if is_v6 else socket.AF_INET
    socket.create_server((host, port), family=family).close()
