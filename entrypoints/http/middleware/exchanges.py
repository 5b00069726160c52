"""What surrounds every exchange, from the head of its request to the end of its answer."""

import asyncio
import time
from collections.abc import Sequence

from application.errors import OverloadedError
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.body_watch import BodyWatch
from entrypoints.http.deadlines import Deadlines
from entrypoints.http.exchange import Exchange, Mark, set_exchange
from entrypoints.http.head import Head, Heads
from entrypoints.http.metrics import Metrics
from entrypoints.http.middleware.access_log import AccessLog
from entrypoints.http.middleware.faults import answer_fault
from entrypoints.http.middleware.request_id import request_names
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import RequestTimeoutError, UriTooLongError
from entrypoints.request_context import REQUEST_ID


class Exchanges:
    """Names each, watches its time and its body, answers what fails, marks answers, and tells.

    Requests whose head is too large or ambiguous are refused, before anything of the body is read;
    how much of a body is taken, the routes decide.

    Raises:
        Exception: what ended an answer that had begun: half of one must not look whole, so that
            the server breaks the connection off.
    """

    def __init__(
        self, app: AsgiApp, marks: Sequence[Mark], options: HttpOptions, metrics: Metrics
    ) -> None:
        self._app = app
        self._marks = tuple(marks)
        self._options = options
        self._max_url_bytes = options.max_url_bytes
        self._tallies = metrics.requests
        self._heads = Heads(options)
        self._names = request_names()
        self._deadlines = Deadlines(options.request_timeout_s)
        self._log = AccessLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = self._heads.read(scope["headers"])
        body = BodyWatch(receive, self._options) if head.announces_body else None
        name = head.request_id or next(self._names)
        exchange = self._begin(name, scope, head, send)
        before = REQUEST_ID.set(name)
        try:
            try:
                if len(scope["raw_path"]) + len(scope["query_string"]) > self._max_url_bytes:
                    raise UriTooLongError
                if head.refusal is not None:
                    raise head.refusal
                await self._app(scope, receive if body is None else body.receive, exchange.send)
                if body is not None and (body.has_begun or b"expect" not in head.named):
                    await body.discard_rest()
            except asyncio.CancelledError as cancellation:
                if not exchange.was_cancelled_late():
                    raise
                is_awaited = body is not None and body.is_awaited
                raise (RequestTimeoutError if is_awaited else OverloadedError) from cancellation
        except Exception as error:
            if exchange.has_begun:
                raise
            await answer_fault(exchange, error, self._options.retry_after_s)
        finally:
            exchange.lift_deadline()
            duration_s = time.monotonic() - exchange.began_s
            self._tallies.note(
                scope["method"],
                scope.get("path_template"),
                exchange.status,
                duration_s=duration_s,
                received_bytes=0 if body is None else body.received_bytes,
                sent_bytes=exchange.sent_bytes,
            )
            self._log.tell(scope, exchange, duration_s)
            REQUEST_ID.reset(before)

    def _begin(self, name: str, scope: Scope, head: Head, send: Send) -> Exchange:
        task, waiting = asyncio.current_task(), self._deadlines.waiting
        exchange = Exchange(
            name, scope["path"], head, time.monotonic(), task, self._marks, waiting, send
        )
        set_exchange(scope, exchange)
        self._deadlines.set(exchange)
        return exchange
