"""Clients that upload one file however often their line is cut."""

from collections.abc import Callable
from pathlib import Path

from tusclient.client import TusClient

from tests.e2e.person import Person
from tests.e2e.resuming.cutting_proxy import CuttingProxy

Client = Callable[[CuttingProxy, Person, Path], None]

CHUNK_BYTES = 8 * 1024 * 1024
_PATIENT = {"retries": 400, "retry_delay": 0.05}


def upload_with_tuspy(proxy: CuttingProxy, person: Person, path: Path) -> None:
    """Upload with `tuspy`; the creation may be cut, too."""
    headers = {
        "Authorization": str(person.http.headers["Authorization"]),
        "Idempotency-Key": "one-upload",
    }
    client = TusClient(f"{proxy.base_url}/api/uploads", headers=headers)
    with path.open("rb") as file:
        uploader = client.uploader(
            file_stream=file, chunk_size=CHUNK_BYTES, metadata={"filename": path.name}, **_PATIENT
        )
        uploader.upload()
