"""A disk that is slower than the client."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.staging.memory import MemoryResumableWriter
from application.use_cases.uploads import transfer
from application.use_cases.uploads.chunk import Chunk
from tests.application.platform import Platform
from tests.application.uploads.sender import FILE, start
from tests.polling import eventually

_PIECE_BYTES = 500


async def test_P28_a_client_waits_for_the_disk_only_when_much_is_not_durable(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "_TELL_BYTES", 1000)
    monkeypatch.setattr(transfer, "_UNTOLD_BYTES", 4000)
    disk_answers, taken_bytes = asyncio.Event(), 0
    sync = MemoryResumableWriter.sync

    async def sync_when_the_disk_answers(writer: MemoryResumableWriter) -> int:
        await disk_answers.wait()
        return await sync(writer)

    async def content() -> AsyncIterator[bytes]:
        nonlocal taken_bytes
        for at in range(0, len(FILE), _PIECE_BYTES):
            taken_bytes = at
            yield FILE[at : at + _PIECE_BYTES]

    monkeypatch.setattr(MemoryResumableWriter, "sync", sync_when_the_disk_answers)
    actor = await platform.somebody()
    upload = await start(platform, actor)
    answer = asyncio.ensure_future(
        platform.app.append_chunk(actor, upload.id, Chunk(0, content(), len(FILE)))
    )
    await eventually(lambda: taken_bytes >= 4000)
    for _ in range(100):
        await asyncio.sleep(0)

    assert taken_bytes <= 5000
    assert not answer.done()
    disk_answers.set()
    assert (await answer).made_video_id is not None
