"""Nothing waits for ever: neither we for a body, nor a caller for an answer."""

import asyncio
from collections.abc import Awaitable

from application.errors import OverloadedError
from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send, find_header
from entrypoints.http.middleware.body_watch import BodyWatch
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import RequestTimeoutError

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
        body = BodyWatch(scope, receive, self._options)
        deadline = asyncio.timeout(self._options.request_timeout_s)
        scope["state"][_STATE_KEY] = deadline

        def send_in_time(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start" and not deadline.expired():
                deadline.reschedule(None)
            return send(message)

        try:
            async with deadline:
                await self._app(scope, body.receive, send_in_time)
        except TimeoutError as error:
            if not deadline.expired():
                raise
            raise (RequestTimeoutError if body.is_awaited else OverloadedError) from error
        if body.has_begun or find_header(scope, b"expect") is None:
            await body.discard_rest()
