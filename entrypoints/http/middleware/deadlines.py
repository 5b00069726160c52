"""Nothing waits for ever: neither we for a body, nor a caller for an answer."""

import asyncio
import time

from application.errors import OverloadedError
from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import MalformedRequestError, RequestTimeoutError

_STATE_KEY = "answer_deadline"


def lift_answer_deadline(scope: Scope) -> None:
    """Let this request take its time; how fast its body must come stays as it is."""
    deadline: asyncio.Timeout = scope["state"][_STATE_KEY]
    deadline.reschedule(None)


class Deadlines:
    """Gives every request a time until its answer begins, and its body a least speed.

    Raises:
        RequestTimeoutError: the body stalled or trickled.
        MalformedRequestError: the body broke off, or broke the rules of its framing.
        OverloadedError: no answer had begun in time.
    """

    def __init__(self, app: AsgiApp, options: HttpOptions) -> None:
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _BodyWatch(receive, self._options)
        deadline = asyncio.timeout(self._options.request_timeout_s)
        scope["state"][_STATE_KEY] = deadline

        async def send_in_time(message: Message) -> None:
            if message["type"] == "http.response.start" and not deadline.expired():
                deadline.reschedule(None)
            await send(message)

        try:
            async with deadline:
                await self._app(scope, body.receive, send_in_time)
        except TimeoutError as error:
            if not deadline.expired():
                raise
            raise (RequestTimeoutError if body.is_awaited else OverloadedError) from error


class _BodyWatch:
    """Passes the body on, and judges its speed by the time spent waiting for it alone."""

    def __init__(self, receive: Receive, options: HttpOptions) -> None:
        self._receive = receive
        self._idle_s = options.body_idle_timeout_s
        self._least_bytes = options.body_min_bytes_per_s * options.body_idle_timeout_s
        self._waited_s = 0.0
        self._arrived_bytes = 0
        self._is_whole = False
        self.is_awaited = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        message = await self._next()
        if message["type"] == "http.disconnect":
            # The server says so too when a chunk is malformed: somebody may still be listening.
            raise MalformedRequestError("The body ended early or was badly framed.")
        if message["type"] == "http.request":
            self._is_whole = not message.get("more_body", False)
            self._judge_speed(len(message["body"]))
        return message

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
