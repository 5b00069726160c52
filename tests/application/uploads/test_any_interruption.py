"""Whatever a client and its line do, the file arrives byte by byte, and once."""

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.use_cases.uploads.chunk import Checksum, Chunk
from domain.errors import PlatformError
from domain.upload.upload import Upload
from tests.application.platform import MP4, Platform
from tests.application.uploads.sender import Connection, start

_FILE = MP4 + bytes(range(256)) * 300


@dataclass(frozen=True)
class Step:
    """One request: how much it sends, in what pieces, and what goes wrong."""

    size_bytes: int
    piece_bytes: int
    cut_after: int | None
    offset_error: int
    checksum: str | None
    is_announced: bool


STEPS = st.builds(
    Step,
    size_bytes=st.integers(0, len(_FILE)),
    piece_bytes=st.sampled_from([1, 100, 4096, 65_536, len(_FILE)]),
    cut_after=st.none() | st.integers(0, len(_FILE)),
    offset_error=st.sampled_from([0, 0, 0, 0, -1, 1, 70_000]),
    checksum=st.sampled_from([None, None, "right", "wrong"]),
    is_announced=st.booleans(),
)
HONEST = Step(len(_FILE), 65_536, None, 0, None, is_announced=True)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.lists(STEPS, max_size=12), st.booleans())
def test_P28_any_chunks_and_cuts_make_the_file_exactly_once(
    tmp_path: Path, steps: list[Step], knows_length: bool
) -> None:
    asyncio.run(_uploads(Platform(tmp_path), steps, knows_length))


async def _uploads(platform: Platform, steps: list[Step], knows_length: bool) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor, len(_FILE) if knows_length else None)
    for step in [*steps, HONEST]:
        told = await platform.app.find_offset(actor, upload.id)
        chunk = _chunk(step, told)
        try:
            await platform.app.append_chunk(actor, upload.id, chunk)
        except (PlatformError, ConnectionResetError):
            now = await platform.app.find_offset(actor, upload.id)
            assert now.offset_bytes >= told.offset_bytes
            if step.checksum is not None:
                assert now.offset_bytes == told.offset_bytes

    found = await platform.app.find_offset(actor, upload.id)
    assert found.made_video_id is not None
    assert (await platform.videos.usage(actor.user_id)).videos == 1
    video = (await platform.app.get_video(actor, found.made_video_id)).video
    assert video.sha256 == hashlib.sha256(_FILE).hexdigest()
    source = await platform.app.open_source(actor, video.id)
    assert b"".join([piece async for piece in source.file.read()]) == _FILE


def _chunk(step: Step, told: Upload) -> Chunk:
    begin = told.offset_bytes
    content = _FILE[begin : begin + step.size_bytes]
    connection = Connection()
    sent = content if step.cut_after is None else content[: step.cut_after]
    for at in range(0, len(sent), step.piece_bytes):
        connection.put(sent[at : at + step.piece_bytes])
    connection.end() if len(sent) == len(content) else connection.cut()
    digest = hashlib.sha256(content if step.checksum == "right" else b"another").digest()
    return Chunk(
        offset_bytes=max(0, begin + step.offset_error),
        content=connection.content(),
        announced_bytes=len(content) if step.is_announced else None,
        checksums=(Checksum("sha256", digest),) if step.checksum else (),
        length_bytes=len(_FILE) if begin + len(content) == len(_FILE) else None,
    )
