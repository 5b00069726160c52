"""`python -m tests.e2e.resuming [MIB]`: each client uploads so much through a line that is cut.

The server is killed again and again meanwhile. Without a number, 1024.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.e2e.person import Person
from tests.e2e.product import Product
from tests.e2e.resuming.browser import BrowserClient
from tests.e2e.resuming.clients import Client, upload_with_tuspy
from tests.e2e.resuming.cutting_proxy import CuttingProxy
from tests.e2e.resuming.large_file import make_large_file
from tests.e2e.resuming.mortal_server import MortalServer
from tests.e2e.resuming.tus_js import TusJsClient
from tests.services.chromium import find_chromium
from tests.services.tus_js import install_tus_js

_MIB = 1024 * 1024
_CUT_WITHIN_BYTES = 16 * _MIB
_DEATHS = 10


def main(size_mib: int) -> None:
    """Upload with each client, and print what it took."""
    with tempfile.TemporaryDirectory(prefix="resuming-") as name:
        folder = Path(name)
        path = make_large_file(folder / "large.mp4", size_mib * _MIB)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        tus_js = install_tus_js(folder / "node")
        clients: Mapping[str, Client] = {
            "tuspy": upload_with_tuspy,
            "tus-js-client": TusJsClient(tus_js),
            "tus-js-client in Chromium": BrowserClient(tus_js, find_chromium()),
        }
        for client, upload in clients.items():
            (folder / client).mkdir()
            print(client, _upload(folder / client, path, digest, upload), flush=True)  # noqa: T201 - this is what is asked for


def _upload(folder: Path, path: Path, digest: str, upload: Client) -> str:
    size_bytes = path.stat().st_size
    product = Product(folder)
    server = MortalServer(product, dies_every_bytes=size_bytes // (_DEATHS + 2), times=_DEATHS)
    proxy = CuttingProxy([product.port], _CUT_WITHIN_BYTES, seed=size_bytes)
    began = time.monotonic()
    with server.running(), proxy.running(), httpx.Client(base_url=product.base_url) as http:
        ada = Person.registers(http)
        upload(proxy, ada, path)
        took_s = time.monotonic() - began
        [video] = http.get("/api/videos/my").json()["data"]
        assert video["sha256"] == digest
    sent = proxy.sent_bytes / size_bytes
    deaths = _DEATHS - server.lives_left
    return f"{took_s:.0f} s, {proxy.cuts} cuts, {deaths} kills, {sent:.2f} times the bytes sent"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1024)
