"""The API on a real server, over memory adapters and with short patience; for raw sockets.

Run as `python -m tests.http.server PORT`.
"""

import asyncio
import sys
from dataclasses import replace

from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.http.options import HttpOptions
from entrypoints.logs import configure_logging
from entrypoints.serve import serve
from entrypoints.settings import Settings
from tests.http.api import CHEAP_HASHING, ask_no_resolver

HEADER_TIMEOUT_S = 1.0
BODY_IDLE_TIMEOUT_S = 1.0
SETTINGS = replace(Settings.in_memory(), hashing=CHEAP_HASHING, request_rates=None)
OPTIONS = HttpOptions(body_idle_timeout_s=BODY_IDLE_TIMEOUT_S, max_upload_bytes=64 * 1024**2)


async def main(port: int) -> None:
    """Serve until a signal comes."""
    container = Container(settings=SETTINGS)
    ask_no_resolver(container)
    settings = container.settings()
    configure_logging(as_json=True, zone=settings.server.log_zone, now=container.clock().now)
    await serve(
        create_app(container.application(), OPTIONS),
        host="127.0.0.1",
        port=port,
        header_timeout_s=HEADER_TIMEOUT_S,
        shutdown_grace_s=1.0,
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
