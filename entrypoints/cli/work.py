"""`worker`: the loops that work on videos, without an HTTP API."""

import asyncio
import signal

from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.http.worker_figures import WorkerFigures
from entrypoints.lifespan import Opened, compose, opened, start_logging
from entrypoints.serve import serve
from entrypoints.settings import Settings
from entrypoints.start_error import StartError

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_worker(settings: Settings) -> bool:
    """Work until a signal comes; then every claim is handed back."""
    container = compose(settings)
    start_logging(container)
    event_loop.run(_work(container))
    return True


async def _work(container: Container) -> None:
    settings, stopping = container.settings(), asyncio.Event()
    for name in _STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with opened(container, with_worker=True) as platform:
        if settings.server.worker_metrics_port and not stopping.is_set():
            await _serve_figures(platform, settings)
        else:
            await stopping.wait()


async def _serve_figures(platform: Opened, settings: Settings) -> None:
    """Answer monitoring until a signal comes."""
    server = settings.server
    try:
        await serve(
            WorkerFigures(platform.application, settings.http.metrics_token),
            host=server.host,
            port=server.worker_metrics_port,
            header_timeout_s=server.header_timeout.total_seconds(),
            shutdown_grace_s=0.0,
            on_stop=platform.stop_working,
        )
    except OSError as error:
        where = f"{server.host}:{server.worker_metrics_port}"
        message = f"HOST, WORKER_METRICS_PORT: cannot listen on {where}: {error.strerror}"
        raise StartError(message) from error
