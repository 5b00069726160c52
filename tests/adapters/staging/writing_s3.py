"""A child process that stages bytes in an object store and prints by how much its memory grew.

Run with ENDPOINT BUCKET FOLDER MIB; it needs Linux, whose kernel keeps the peak.
"""

import asyncio
import sys
from pathlib import Path

from adapters.files.borrowing import BorrowedFiles
from adapters.staging.object_store import S3StagingArea
from adapters.system.processes import HostProcesses
from domain.ids import StagedId
from tests.adapters.s3.bucket import bucket_at
from tests.adapters.staging.writing import CHUNK_BYTES, peak_bytes
from tests.builders import an_id

WARM_UP_BYTES = 8 * 1024 * 1024


async def main(endpoint_url: str, bucket: str, folder: Path, size_mib: int) -> None:
    borrowed = BorrowedFiles(folder, HostProcesses())
    staging = S3StagingArea(bucket_at(endpoint_url, bucket), borrowed)
    await stage(staging, WARM_UP_BYTES)
    before_bytes = peak_bytes()
    staged_id = await stage(staging, size_mib * 1024 * 1024)
    async with (await staging.open(staged_id)).as_local_file() as path:
        assert path.stat().st_size == size_mib * 1024 * 1024
    print(peak_bytes() - before_bytes)  # noqa: T201 - this is what the parent asks for


async def stage(staging: S3StagingArea, size_bytes: int) -> StagedId:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    for _ in range(size_bytes // CHUNK_BYTES):
        await writer.write(bytes(CHUNK_BYTES))
    await writer.seal()
    return staged_id


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
