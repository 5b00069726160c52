"""The most that the server can do: a bare ASGI function that answers the same bytes.

Run as `python -m tests.bench.bare_answer PORT FILE`, on the server that the product runs on; the
file holds the fields of the answer's head, a line each, an empty line, and the body.
"""

import sys
from pathlib import Path

from entrypoints import event_loop
from entrypoints.http.asgi import Receive, Scope, Send
from entrypoints.serve import serve


class BareAnswer:
    """Answers everything with the same head and body."""

    def __init__(self, answer: bytes) -> None:
        head, _, self._body = answer.partition(b"\n\n")
        parted = [line.partition(b": ") for line in head.splitlines()]
        self._headers = [(name, value) for name, _, value in parted]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - whatever is asked
        """Answer."""
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


if __name__ == "__main__":
    event_loop.run(
        serve(
            BareAnswer(Path(sys.argv[2]).read_bytes()),
            host="127.0.0.1",
            port=int(sys.argv[1]),
            header_timeout_s=10,
            shutdown_grace_s=1,
        )
    )
