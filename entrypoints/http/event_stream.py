"""Server-sent events as an answer.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass

import msgspec

from application.ports.event_log import LoggedEvent
from entrypoints.http.asgi import Answer, Receive, Scope, Send, wait_for_disconnect
from entrypoints.http.schemas.events import EventAnswer

EVENT_STREAM = "text/event-stream"

_HEARTBEAT_S = 15.0
"""Proxies close what is silent for longer, some after 30 s."""

_STALL_S = 30.0
"""A client that takes nothing for so long is gone, or not worth its place."""

_HEADERS = (
    (b"content-type", EVENT_STREAM.encode()),
    # Asks nginx to pass events on as they come; `no-store` is added to every answer.
    (b"x-accel-buffering", b"no"),
)

_encode = msgspec.json.Encoder().encode

Batches = AsyncIterator[tuple[LoggedEvent, ...]]


@dataclass(frozen=True, slots=True)
class EventStreamAnswer(Answer):
    """Sends events as they come, and a comment while none do.

    `open` opens what is followed; what it raises is answered as any error is.
    Nothing is buffered here: the next page is fetched when the server has taken the last one.
    """

    open: Callable[[], AbstractAsyncContextManager[Batches]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - what was asked, the route has read
        """Send until the stream ends, or the client is gone or takes nothing any more."""
        async with self.open() as batches:
            await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS]})
            sending = asyncio.create_task(_send_all(batches, send))
            gone = asyncio.create_task(wait_for_disconnect(receive))
            try:
                await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
                if sending.done():
                    sending.result()
            finally:
                sending.cancel()
                gone.cancel()
                await asyncio.gather(sending, gone, return_exceptions=True)


async def _send_all(batches: Batches, send: Send) -> None:
    with suppress(TimeoutError):
        await _send(send, b": events follow\n\n")
        loop = asyncio.get_running_loop()
        sent_at = loop.time()
        async for batch in batches:
            is_silent = loop.time() - sent_at >= _HEARTBEAT_S
            text = b"".join(map(_message, batch)) or (b":\n\n" if is_silent else b"")
            if text:
                await _send(send, text)
                sent_at = loop.time()
        await _send(send, b"", more=False)


def _message(entry: LoggedEvent) -> bytes:
    body = _encode(EventAnswer.of(entry))
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (entry.number, entry.event.type.encode(), body)


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(_STALL_S):
        await send({"type": "http.response.body", "body": body, "more_body": more})
