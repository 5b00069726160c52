"""The API on a real server, with short patience; for raw sockets.

Run as `python -m tests.http.server PORT STORES`, the stores as settings in JSON.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import replace

from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.http.options import HttpOptions
from entrypoints.lifespan import opened
from entrypoints.logs import configure_logging
from entrypoints.serve import serve
from tests.http.api import CHEAP_HASHING, ask_no_resolver
from tests.http.combinations import settings_in

HEADER_TIMEOUT_S = 1.0
BODY_IDLE_TIMEOUT_S = 1.0
OPTIONS = HttpOptions(body_idle_timeout_s=BODY_IDLE_TIMEOUT_S, max_upload_bytes=64 * 1024**2)


async def main(port: int, stores: Mapping[str, str]) -> None:
    """Serve until a signal comes."""
    chosen = replace(settings_in(stores), hashing=CHEAP_HASHING, request_rates=None)
    container = Container(settings=chosen)
    ask_no_resolver(container)
    settings = container.settings()
    configure_logging(as_json=True, zone=settings.server.log_zone, now=container.clock().now)
    async with opened(container, with_worker=False) as platform:
        await serve(
            create_app(platform.application, OPTIONS),
            host="127.0.0.1",
            port=port,
            header_timeout_s=HEADER_TIMEOUT_S,
            shutdown_grace_s=1.0,
            on_stop=platform.stop_working,
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), json.loads(sys.argv[2])))
