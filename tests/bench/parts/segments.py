"""What sending a segment costs, beside a web server that does nothing else."""

import contextlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from tests.bench.bare_servers import on_the_first_core
from tests.bench.cores import give_the_first
from tests.bench.load import put_load, request
from tests.bench.rows import Bound, Row
from tests.bench.workshop import Workshop
from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.services.process import free_port

_SAMPLE_S = 3.0
_SOURCE_S = 20
_TIME = Bound(factor=1 / 0.5)
_NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def measure_segments(shop: Workshop) -> Iterator[Row]:
    """Send the segments of a video over 32 connections, beside nginx or what else there is."""
    product = Product(shop.folder)
    with product.serving(RATE_LIMIT_ENABLED="false") as process:
        with httpx.Client(base_url=product.base_url, timeout=60) as http:
            person = Person.registers(http)
            video = person.uploads(shop.footage.film("h264", _SOURCE_S))
            person.waits_until_complete(person.waits_until_ready(video), within_s=600)
            base, paths = _segments(person, person.sees(video)["streamUrl"])
        give_the_first(process.pid)
        asked = [request(base + path) for path in paths]
        folder = _published(product.data_dir / "media", paths[0])
        name, beside = _web_server(folder, shop.folder)
        ours, theirs = [], []
        with beside as (port, pid):
            plain = [request(f"/{path}") for path in paths]
            for _ in range(shop.rounds):
                ours.append(put_load(product.port, process.pid, asked, seconds=_SAMPLE_S).us_each)
                theirs.append(put_load(port, pid, plain, seconds=_SAMPLE_S).us_each)
    size_kib = sum((folder / path).stat().st_size for path in paths) // len(paths) // 1024
    yield Row(f"segments of {size_kib} KiB / {name}", tuple(ours), tuple(theirs), "µs", _TIME)


def _segments(person: Person, stream_url: str) -> tuple[str, list[str]]:
    """Return the path that all files of a video begin with, and one rung's names of segments."""
    folder = stream_url.rpartition("/")[0]
    master = person.http.get(stream_url).raise_for_status().text
    rung = _files(master)[0]
    listed = person.http.get(f"{folder}/{rung}").raise_for_status().text
    return httpx.URL(folder).path + "/", _files(listed)


def _files(playlist: str) -> list[str]:
    return [line for line in playlist.splitlines() if line and not line.startswith("#")]


def _published(media: Path, name: str) -> Path:
    return next(media.rglob(name)).parent


def _web_server(
    root: Path, folder: Path
) -> tuple[str, contextlib.AbstractContextManager[tuple[int, int]]]:
    program = shutil.which("nginx")
    if program is None:
        return "a bare static server, nginx is not installed", _bare(root, folder)
    return "nginx", _nginx(program, root, folder)


@contextlib.contextmanager
def _nginx(program: str, root: Path, folder: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, port=port, root=root))
    with _running([program, "-p", str(folder), "-c", str(settings)], port, folder) as pid:
        yield port, pid


@contextlib.contextmanager
def _bare(root: Path, folder: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with _running(
        [*command, "--directory", str(root), "--protocol", "HTTP/1.1"], port, folder
    ) as pid:
        yield port, pid


def _running(
    command: Sequence[str], port: int, folder: Path
) -> contextlib.AbstractContextManager[int]:
    return on_the_first_core(command, port, folder / "static.log")
