"""`serve`: the HTTP API, and a worker beside it unless settings say otherwise."""

import sys

from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.lifespan import compose, opened, start_logging
from entrypoints.serve import serve
from entrypoints.settings import Settings
from entrypoints.start_error import StartError


def run_serve(settings: Settings) -> bool:
    """Serve until a signal comes."""
    serve_composed(compose(settings))
    return True


def serve_composed(container: Container) -> None:
    """Serve what `container` composes until a signal comes."""
    start_logging(container)
    event_loop.run(_serve(container))


async def _serve(container: Container) -> None:
    settings = container.settings()
    server = settings.server
    async with opened(container, with_worker=settings.jobs.in_api) as platform:
        try:
            await serve(
                create_app(platform.application, settings.http, container.observing.requests()),
                host=server.host,
                port=server.port,
                header_timeout_s=server.header_timeout.total_seconds(),
                shutdown_grace_s=server.shutdown_grace.total_seconds(),
                on_start=lambda: print(_greeting(settings), file=sys.stderr),
                on_stop=platform.stop_working,
            )
        except OSError as error:
            message = f"HOST, PORT: cannot listen on {server.host}:{server.port}: {error.strerror}"
            raise StartError(message) from error


def _greeting(settings: Settings) -> str:
    base = settings.http.public_base_url
    records = {"sqlite": f"SQLite in {settings.stores.data_dir}", "mongodb": "MongoDB"}
    return (
        f"Serving on {base} (records: {records[settings.stores.records]})\n"
        f"Look first at {base}/docs, or run `make demo` beside this."
    )
