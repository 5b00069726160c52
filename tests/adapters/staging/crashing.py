"""A child process that uploads, and dies or waits where it is told to.

Run with FOLDER SEALED_ID HALF_ID STEP: it seals one run of bytes, writes half of another and says
so; then it seals that one too and ends at STEP without a word, or waits if there is no such step.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import NoReturn

from adapters.staging import part_file
from adapters.staging.local_disk import LocalDiskStagingArea
from domain.ids import StagedId

SEALED_CONTENT = b"sealed" * 100_000
HALF_CONTENT = b"half" * 200_000
KILLED = 137


def die(*_: object) -> NoReturn:
    os._exit(KILLED)


STEPS = {
    "synchronising the file": (os, "fsync"),
    "renaming": (Path, "replace"),
    "synchronising the folder": (part_file, "sync"),
}
"""A step of sealing, and what it calls."""


async def main(folder: Path, sealed_id: StagedId, half_id: StagedId, dies_at: str) -> None:
    staging = LocalDiskStagingArea(folder)
    whole = await staging.create(sealed_id)
    await whole.write(SEALED_CONTENT)
    await whole.seal()
    half = await staging.create(half_id)
    await half.write(HALF_CONTENT)
    print("half-written", flush=True)  # noqa: T201 - the parent waits for it
    if dies_at in STEPS:
        setattr(*STEPS[dies_at], die)
        await half.seal()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), StagedId(sys.argv[2]), StagedId(sys.argv[3]), sys.argv[4]))
