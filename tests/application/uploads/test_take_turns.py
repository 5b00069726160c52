"""One writer at a time, and newcomers that do not wait for the dead."""

import asyncio

import pytest

from application.actor import Actor
from application.use_cases.uploads.chunk import Checksum, Chunk
from domain.upload.errors import OffsetMismatchError, UploadLockedError
from domain.upload.upload import Upload
from tests.application.platform import Platform
from tests.application.uploads.sender import (
    FILE,
    Connection,
    let_time_pass,
    send,
    sha256_of,
    start,
    until_received,
)


class Hanging:
    """A request that has sent some bytes and stands still."""

    def __init__(
        self, platform: Platform, actor: Actor, upload: Upload, *checksums: Checksum
    ) -> None:
        self.connection = Connection()
        self.connection.put(FILE[:1000])
        chunk = Chunk(0, self.connection.content(), checksums=checksums)
        self.answer = asyncio.ensure_future(platform.app.append_chunk(actor, upload.id, chunk))

    async def ends_locked(self, platform: Platform) -> None:
        """Check that it was asked to stop."""
        with pytest.raises(UploadLockedError):
            await let_time_pass(platform, self.answer)


async def test_P28_the_offset_of_a_hanging_request_is_told_and_it_goes_on(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload)

    found = await let_time_pass(platform, platform.app.find_offset(actor, upload.id))

    assert found.offset_bytes == 1000
    hanging.connection.put(FILE[1000:])
    hanging.connection.end()
    assert (await let_time_pass(platform, hanging.answer)).made_video_id is not None


async def test_T36_a_newcomer_takes_over_from_a_request_that_hangs(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload)
    await until_received(platform, upload, 1000)

    finished = await let_time_pass(platform, send(platform, actor, upload.id, 1000, FILE[1000:]))

    assert finished.made_video_id is not None
    await hanging.ends_locked(platform)


async def test_T36_of_two_chunks_at_one_offset_one_counts(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    rivals = [send(platform, actor, upload.id, 0, FILE[:1000]) for _ in range(2)]

    answers = await let_time_pass(platform, asyncio.gather(*rivals, return_exceptions=True))

    assert sorted(type(answer).__name__ for answer in answers) == [
        "OffsetMismatchError",
        "Upload",
    ]
    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == 1000


async def test_a_newcomer_behind_the_offset_disturbs_nobody(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload)
    await until_received(platform, upload, 1000)

    with pytest.raises(OffsetMismatchError):
        await send(platform, actor, upload.id, 0, FILE)

    assert not hanging.answer.done()
    hanging.connection.cut()
    with pytest.raises(ConnectionResetError):
        await let_time_pass(platform, hanging.answer)


async def test_a_request_that_still_receives_has_a_while_to_end(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    first = Hanging(platform, actor, upload)
    trickling = asyncio.ensure_future(_trickle(platform, first.connection))
    began = platform.clock.now()

    with pytest.raises(OffsetMismatchError):
        await let_time_pass(platform, send(platform, actor, upload.id, 0, FILE[:1000]))

    trickling.cancel()
    await first.ends_locked(platform)
    assert 2 < (platform.clock.now() - began).total_seconds() < 5


async def _trickle(platform: Platform, connection: Connection) -> None:
    while True:
        await platform.clock.sleep(0.1)
        connection.put(b"x")


async def test_P28_a_writer_that_does_not_hear_keeps_the_upload_until_its_lease_ends(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    deaf = platform.turns.take(upload.id)
    await deaf.__aenter__()

    with pytest.raises(UploadLockedError) as caught:
        await let_time_pass(platform, send(platform, actor, upload.id, 0, FILE))

    assert caught.value.details["retry_after_s"] == 1
    assert (await let_time_pass(platform, _until_taken(platform, actor, upload))).is_complete


async def _until_taken(platform: Platform, actor: Actor, upload: Upload) -> Upload:
    while True:
        try:
            return await send(platform, actor, upload.id, 0, FILE)
        except UploadLockedError:
            continue


async def test_T36_the_upload_of_a_process_that_is_gone_is_free_at_once(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    dead = platform.turns.take(upload.id)
    await dead.__aenter__()
    platform.presence.gone.add("worker")

    assert (await send(platform, actor, upload.id, 0, FILE)).is_complete


async def test_P28_a_long_transfer_keeps_its_turn(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload)
    await let_time_pass(platform, platform.clock.sleep(60))

    hanging.connection.put(FILE[1000:])
    hanging.connection.end()

    assert (await let_time_pass(platform, hanging.answer)).is_complete


async def test_a_hanging_chunk_with_a_checksum_tells_nothing(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload, sha256_of(FILE))

    found = await let_time_pass(platform, platform.app.find_offset(actor, upload.id))

    assert found.offset_bytes == 0
    taken = await let_time_pass(platform, send(platform, actor, upload.id, 0, FILE))
    assert taken.is_complete
    await hanging.ends_locked(platform)


async def test_P38_a_request_that_writes_ends_when_its_upload_is_removed(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    hanging = Hanging(platform, actor, upload)
    await until_received(platform, upload, 1000)

    await let_time_pass(platform, platform.app.terminate_upload(actor, upload.id))

    await hanging.ends_locked(platform)
    assert await platform.staged() == []
