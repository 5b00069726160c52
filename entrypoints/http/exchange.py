"""One request and its answer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeAlias

import msgspec

from application.use_cases.operation.count_request import RequestStanding
from entrypoints.http.asgi import Message, Scope, Send
from entrypoints.http.head import Head
from entrypoints.http.safety_headers import Header, Headers, with_safety

_KEY = "exchange"

Mark: TypeAlias = Callable[["Exchange", Headers], None]
"""Adds what is of this one exchange to the headers of its answer."""

_Waiting: TypeAlias = dict["Exchange", None]


class Exchange(msgspec.Struct, eq=False):
    """Sends for the routes, and remembers what those who surround them want to know.

    There is one of every request, in place of a layer for each concern with a `send` of its own.

    Attributes:
        request_id: names it, in its answer and in every log line.
        path: of the request.
        head: what the request's headers say.
        began_s: when it came, by `time.monotonic`.
        is_late: whether it was ended because its time was over; see Deadlines.
        counted: how the caller stands against a limit; None where nothing was counted.
        problem_code: why it was refused, if it was.
        status: of the answer, 0 until it begins.
        sent_bytes: of the answer's body so far.
    """

    request_id: str
    path: str
    head: Head
    began_s: float
    _task: "asyncio.Task[None] | None"
    _marks: Sequence[Mark]
    _waiting: _Waiting
    _send: Send
    is_late: bool = False
    counted: RequestStanding | None = None
    problem_code: str | None = None
    status: int = 0
    sent_bytes: int = 0
    _told: Headers = []

    @property
    def has_begun(self) -> bool:
        """Whether something of the answer was sent."""
        return self.status != 0

    def lift_deadline(self) -> None:
        """Let it take its time from here on."""
        self._waiting.pop(self, None)

    def run_late(self) -> None:
        """End it by a cancellation: its time is over."""
        self.lift_deadline()
        self.is_late = True
        if self._task is not None:
            self._task.cancel()

    def was_cancelled_late(self) -> bool:
        """Tell whether a cancellation came of `run_late`, and of nobody else who wants its end."""
        return self.is_late and self._task is not None and self._task.uncancel() == 0

    def send(self, message: Message) -> Awaitable[None]:
        """Send a message of the answer, with everything on its head that all answers have."""
        kind = message["type"]
        if kind == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
        elif kind == "http.response.start":
            self._told = with_safety(message["headers"])
            message["headers"] = self._begin(message["status"], self._told)
        elif kind == "http.response.pathsend":
            self.sent_bytes += int(dict(self._told).get(b"content-length", 0))
        return self._send(message)

    async def send_whole(self, status: int, safe: Iterable[Header], body: bytes) -> None:
        """Send the answer in one piece.

        Args:
            status: of the answer.
            safe: its headers; `with_safety` was applied to them.
            body: all of it.
        """
        headers = self._begin(status, [*safe])
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        self.sent_bytes = len(body)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    def _begin(self, status: int, headers: Headers) -> Headers:
        self.lift_deadline()
        self.status = status
        for mark in self._marks:
            mark(self, headers)
        return headers


def set_exchange(scope: Scope, exchange: Exchange) -> None:
    """Have the request's layers and routes find its exchange."""
    scope[_KEY] = exchange


def exchange_of(scope: Scope) -> Exchange:
    """Return the exchange that a request belongs to."""
    exchange: Exchange = scope[_KEY]
    return exchange
