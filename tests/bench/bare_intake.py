"""What any upload costs at least: a bare ASGI handler that writes a body to a file, synced.

Run as `python -m tests.bench.bare_intake PORT FOLDER`, on the server that the product runs on.
"""

import asyncio
import os
import sys
from pathlib import Path

from entrypoints import event_loop
from entrypoints.http.asgi import Receive, Scope, Send
from entrypoints.serve import serve

_BATCH_BYTES = 256 * 1024


class BareIntake:
    """Writes each body to one file, and answers when it is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bare"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one body in."""
        if scope["method"] != "GET":
            await self._take_in(receive)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _take_in(self, receive: Receive) -> None:
        with self._path.open("wb", buffering=0) as file:
            batch: list[bytes] = []
            batch_bytes, is_more = 0, True
            while is_more:
                message = await receive()
                is_more = message.get("more_body", False)
                batch.append(message.get("body", b""))
                batch_bytes += len(batch[-1])
                if batch_bytes >= _BATCH_BYTES or not is_more:
                    await asyncio.to_thread(file.write, b"".join(batch))
                    batch, batch_bytes = [], 0
            await asyncio.to_thread(os.fsync, file.fileno())


if __name__ == "__main__":
    event_loop.run(
        serve(
            BareIntake(Path(sys.argv[2])),
            host="127.0.0.1",
            port=int(sys.argv[1]),
            header_timeout_s=10,
            shutdown_grace_s=1,
        )
    )
