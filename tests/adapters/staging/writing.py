"""A child process that stages bytes and prints by how many bytes its memory grew, at its peak.

Run with FOLDER MIB; it needs Linux, whose kernel keeps the peak.
The bytes are not synchronised, since memory is what is measured, and the disk would take seconds.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

from adapters.staging.local_disk import LocalDiskStagingArea
from domain.ids import StagedId
from tests.builders import an_id

CHUNK_BYTES = 64 * 1024


async def main(folder: Path, size_mib: int) -> None:
    staging = LocalDiskStagingArea(folder)
    await (await staging.create(an_id(StagedId))).seal()
    before_bytes = peak_bytes()
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    for _ in range(size_mib * 1024 * 1024 // CHUNK_BYTES):
        await writer.write(bytes(CHUNK_BYTES))
    await writer.seal()
    await staging.remove(staged_id)
    print(peak_bytes() - before_bytes)  # noqa: T201 - this is what the parent asks for


def peak_bytes() -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    os.fsync = lambda fd: None  # noqa: ARG005 - the name is part of the signature
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
