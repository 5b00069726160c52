"""`demo`: the product shown to a newcomer, on a running server or on one of its own."""

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from entrypoints.cli.demo_story import DemoFailedError, DemoStory
from entrypoints.lifespan import compose
from entrypoints.settings import Settings

_START_WITHIN_S = 30.0
_LOOK_INTERVAL_S = 0.1


def run_demo(settings: Settings) -> bool:
    """Show the product, and print an address that any HLS player plays."""
    base_url = settings.http.public_base_url
    try:
        with tempfile.TemporaryDirectory() as folder, _server(base_url):
            clip = Path(folder) / "demo.mp4"
            compose(settings).sample_clip(clip)
            stream_url = DemoStory(base_url, clip, print).run()
    except (DemoFailedError, httpx.HTTPError) as error:
        print(f"The demo failed: {error}", file=sys.stderr)
        return False
    print(f"Play it: {stream_url}")
    return True


@contextlib.contextmanager
def _server(base_url: str) -> Iterator[None]:
    """Use the server that answers at `base_url`; start one for the block where none does."""
    if _is_ready(base_url):
        yield
        return
    print(f"No server answers at {base_url}: starting one until the demo is over.")
    with subprocess.Popen([sys.executable, "-m", "entrypoints", "serve"]) as process:
        try:
            deadline = time.monotonic() + _START_WITHIN_S
            while not _is_ready(base_url):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise DemoFailedError("the server did not start")
                time.sleep(_LOOK_INTERVAL_S)
            yield
        finally:
            process.terminate()
    print("The demo's server has stopped; `make run` serves the same library again.")


def _is_ready(base_url: str) -> bool:
    try:
        return httpx.get(f"{base_url}/health/ready").is_success
    except httpx.TransportError:
        return False
