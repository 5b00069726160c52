"""A child process that uploads, and dies or waits where it is told to.

Run as `crashing.py FOLDER SEALED_ID HALF_ID DIES_AT`: it seals one run of bytes, writes half of
another and says so; then, at the first step of sealing that one whose name begins with DIES_AT, it
ends without a word.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from adapters.staging import part_file
from adapters.staging.local_disk import LocalDiskStagingArea
from domain.ids import StagedId

SEALED_CONTENT = b"sealed" * 100_000
HALF_CONTENT = b"half" * 200_000
KILLED = 137


def die(*_: Any) -> NoReturn:
    os._exit(KILLED)


async def main(folder: Path, sealed_id: StagedId, half_id: StagedId, dies_at: str) -> None:
    staging = LocalDiskStagingArea(folder)
    whole = await staging.create(sealed_id)
    await whole.write(SEALED_CONTENT)
    await whole.seal()
    half = await staging.create(half_id)
    await half.write(HALF_CONTENT)
    print("half-written", flush=True)  # noqa: T201 - the parent waits for it
    match dies_at:
        case "killed from outside":
            await asyncio.Event().wait()
        case "synchronising the file":
            os.fsync = die
        case "renaming":
            Path.replace = die  # type: ignore[method-assign]
        case "synchronising the folder":
            part_file.sync = die
    await half.seal()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), StagedId(sys.argv[2]), StagedId(sys.argv[3]), sys.argv[4]))
