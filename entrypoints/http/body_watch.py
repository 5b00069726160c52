"""The body of one request, watched while it arrives."""

import asyncio
import time
from contextlib import suppress

from entrypoints.http.asgi import Message, Receive
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import MalformedRequestError, RequestTimeoutError

_LINGER_S = 2.0


class BodyWatch:
    """Passes the body on, and judges its speed by the time spent waiting for it alone.

    `received_bytes` counts what came of it so far.
    `is_awaited` tells whether the time went by in waiting for it, also after a cancellation.
    """

    def __init__(self, receive: Receive, options: HttpOptions) -> None:
        self._receive = receive
        self._idle_s = options.body_idle_timeout_s
        self._least_bytes = options.body_min_bytes_per_s * options.body_idle_timeout_s
        self._waited_s = 0.0
        self._arrived_bytes = 0
        self._is_whole = False
        self.received_bytes = 0
        self.has_begun = False
        self.is_awaited = False

    async def receive(self) -> Message:
        """Return the next message.

        Raises:
            RequestTimeoutError: the body stalled or trickled.
            MalformedRequestError: the body broke off, or broke the rules of its framing.
        """
        if self._is_whole:
            return await self._receive()
        message = await self._next()
        if message["type"] == "http.disconnect":
            # The server says so too when a chunk is malformed: somebody may still be listening.
            raise MalformedRequestError("The body ended early or was badly framed.")
        if message["type"] == "http.request":
            self.has_begun = True
            self.received_bytes += len(message["body"])
            self._is_whole = not message.get("more_body", False)
            self._judge_speed(len(message["body"]))
        return message

    async def discard_rest(self) -> None:
        """Read for a moment what a refused client is still sending.

        Closing at once resets the connection, and a client that is busy sending may lose the
        answer over it.
        """
        with suppress(TimeoutError, MalformedRequestError, RequestTimeoutError):
            async with asyncio.timeout(_LINGER_S):
                while not self._is_whole:
                    await self.receive()

    async def _next(self) -> Message:
        began = time.monotonic()
        self.is_awaited = True
        try:
            async with asyncio.timeout(self._idle_s):
                message = await self._receive()
        except TimeoutError as error:
            raise RequestTimeoutError from error
        except (RuntimeError, OSError) as error:
            raise MalformedRequestError("The body could not be read.") from error
        # Left standing by a cancellation: it tells what the time ran out on.
        self.is_awaited = False
        self._waited_s += time.monotonic() - began
        return message

    def _judge_speed(self, arrived_bytes: int) -> None:
        """Judge span by span, so that a fast beginning earns no slow end."""
        self._arrived_bytes += arrived_bytes
        if self._waited_s < self._idle_s:
            return
        if self._arrived_bytes < self._least_bytes and not self._is_whole:
            raise RequestTimeoutError
        self._waited_s, self._arrived_bytes = 0.0, 0
