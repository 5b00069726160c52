"""One request and its answer."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, cast

from application.use_cases.operation.count_request import RequestStanding
from entrypoints.http.asgi import Message, Scope, Send
from entrypoints.http.deadlines import Deadline
from entrypoints.http.head import Head

_KEY = "exchange"

Headers: TypeAlias = list[tuple[bytes, bytes]]
Mark: TypeAlias = Callable[["Exchange", Headers], None]
"""Adds to the headers that a route has given its answer."""


class Exchange:
    """Sends for the routes, and remembers what those who surround them want to know.

    There is one of every request, in place of a layer for each concern with a `send` of its own.

    Attributes:
        request_id: names it, in its answer and in every log line.
        path: of the request.
        head: what the request's headers say.
        began_s: when it came, by `time.monotonic`.
        deadline: when its answer must have begun.
        counted: how the caller stands against a limit; None where nothing was counted.
        problem_code: why it was refused, if it was.
        status: of the answer, 0 until it begins.
        sent_bytes: of the answer's body so far.
    """

    __slots__ = (
        "_marks",
        "_send",
        "_told",
        "began_s",
        "counted",
        "deadline",
        "head",
        "path",
        "problem_code",
        "request_id",
        "sent_bytes",
        "status",
    )

    deadline: Deadline

    def __init__(
        self,
        scope: Scope,
        head: Head,
        request_id: str,
        marks: Sequence[Mark],
        send: Send,
    ) -> None:
        self.request_id = request_id
        self.path: str = scope["path"]
        self.head = head
        self.began_s = time.monotonic()
        self.counted: RequestStanding | None = None
        self.problem_code: str | None = None
        self.status = 0
        self.sent_bytes = 0
        self._told: Headers = []
        self._marks = marks
        self._send = send
        scope[_KEY] = self

    @property
    def has_begun(self) -> bool:
        """Whether something of the answer was sent."""
        return self.status != 0

    def send(self, message: Message) -> Awaitable[None]:
        """Send a message of the answer, with every mark on its head."""
        kind = message["type"]
        if kind == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
        elif kind == "http.response.start":
            self.deadline.lift()
            self.status = message["status"]
            self._told = message["headers"] = list(message["headers"])
            for mark in self._marks:
                mark(self, self._told)
        elif kind == "http.response.pathsend":
            self.sent_bytes += int(dict(self._told).get(b"content-length", 0))
        return self._send(message)


def exchange_of(scope: Scope) -> Exchange:
    """Return the exchange that a request belongs to."""
    return cast("Exchange", scope[_KEY])
