"""What every media store promises."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from adapters.files.memory_source import MemorySourceFile
from application.errors import MediaFileMissingError, SourceMissingError
from application.ports.media_engine import MediaFile
from application.ports.media_store import LocalFile, MediaStore
from domain.ids import VideoId
from tests.builders import an_id
from tests.contracts.adapters_under_test.files import MEDIA_STORES
from tests.contracts.adapters_under_test.table import each

Produce = Callable[[str, bytes], MediaFile]


@pytest.fixture(params=each(MEDIA_STORES))
async def media(request: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture
def produce(tmp_path: Path) -> Produce:
    """Leave a file where an engine would leave it."""
    folder = tmp_path / "engine"
    folder.mkdir()

    def write(name: str, content: bytes) -> MediaFile:
        (folder / name).write_bytes(content)
        return MediaFile(name, folder / name)

    return write


async def test_files_are_moved_in_and_come_back(media: MediaStore, produce: Produce) -> None:
    video_id = an_id(VideoId)
    files = (produce("360p_0.m4s", b"segment" * 1000), produce("master.m3u8", b"#EXTM3U\n"))

    taken_bytes = await media.take(video_id, 1, files)

    assert taken_bytes == 7008
    assert await content_of(media, video_id, 1, "360p_0.m4s") == b"segment" * 1000
    assert await content_of(media, video_id, 1, "master.m3u8") == b"#EXTM3U\n"
    assert not any(file.path.exists() for file in files)


async def test_taking_nothing_is_allowed(media: MediaStore) -> None:
    assert await media.take(an_id(VideoId), 1, ()) == 0


async def test_a_file_replaces_one_of_the_same_name(media: MediaStore, produce: Produce) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, (produce("master.m3u8", b"one rendition"),))

    await media.take(video_id, 1, (produce("master.m3u8", b"two"),))

    assert await content_of(media, video_id, 1, "master.m3u8") == b"two"


async def test_attempts_and_videos_do_not_mix(media: MediaStore, produce: Produce) -> None:
    first, second = an_id(VideoId), an_id(VideoId)
    await media.take(first, 1, (produce("a.ts", b"first 1"),))
    await media.take(first, 2, (produce("a.ts", b"first 2"),))
    await media.take(second, 1, (produce("a.ts", b"second 1"),))

    assert await content_of(media, first, 1, "a.ts") == b"first 1"
    assert await content_of(media, first, 2, "a.ts") == b"first 2"
    assert await content_of(media, second, 1, "a.ts") == b"second 1"


@pytest.mark.parametrize(
    "name",
    ["other.ts", "A.ts", "a.ts/", "../1/a.ts", "..", ".", "", ".a.ts.part", "a.ts\0", "source"],
)
async def test_P41_what_is_not_a_published_name_is_missing(
    media: MediaStore, produce: Produce, name: str
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, (produce("a.ts", b"bytes"),))
    await media.keep_source(video_id, MemorySourceFile(b"original"))

    with pytest.raises(MediaFileMissingError):
        await media.open(video_id, 1, name, url_life_s=60)


async def test_unknown_videos_and_attempts_have_no_files(
    media: MediaStore, produce: Produce
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, (produce("a.ts", b"bytes"),))

    for owner, attempt in ((an_id(VideoId), 1), (video_id, 2)):
        with pytest.raises(MediaFileMissingError):
            await media.open(owner, attempt, "a.ts", url_life_s=60)


async def test_attempts_are_listed_lowest_first(media: MediaStore, produce: Produce) -> None:
    video_id = an_id(VideoId)
    for attempt in (10, 2, 1):
        await media.take(video_id, attempt, (produce("a.ts", b"bytes"),))
    await media.keep_source(video_id, MemorySourceFile(b"original"))

    assert await media.list_attempts(video_id) == (1, 2, 10)
    assert await media.list_attempts(an_id(VideoId)) == ()


async def test_removing_an_attempt_leaves_the_others(media: MediaStore, produce: Produce) -> None:
    video_id = an_id(VideoId)
    for attempt in (1, 2):
        await media.take(video_id, attempt, (produce("a.ts", b"bytes"),))

    await media.remove_attempt(video_id, 1)
    await media.remove_attempt(video_id, 1)
    await media.remove_attempt(an_id(VideoId), 1)

    assert await media.list_attempts(video_id) == (2,)
    with pytest.raises(MediaFileMissingError):
        await media.open(video_id, 1, "a.ts", url_life_s=60)
    assert await content_of(media, video_id, 2, "a.ts") == b"bytes"


async def test_a_kept_source_comes_back(media: MediaStore) -> None:
    video_id = an_id(VideoId)

    await media.keep_source(video_id, MemorySourceFile(b"original" * 100_000))

    assert await source_of(media, video_id) == b"original" * 100_000


async def test_keeping_a_source_again_changes_nothing(media: MediaStore) -> None:
    video_id = an_id(VideoId)
    await media.keep_source(video_id, MemorySourceFile(b"original"))

    await media.keep_source(video_id, MemorySourceFile(b"another"))

    assert await source_of(media, video_id) == b"original"


async def test_without_a_kept_source_there_is_none(media: MediaStore, produce: Produce) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, (produce("a.ts", b"bytes"),))

    with pytest.raises(SourceMissingError):
        await media.open_source(video_id)


async def test_removing_a_video_removes_everything_of_it(
    media: MediaStore, produce: Produce
) -> None:
    removed, kept = an_id(VideoId), an_id(VideoId)
    for video_id in (removed, kept):
        await media.take(video_id, 1, (produce("a.ts", b"bytes"),))
        await media.keep_source(video_id, MemorySourceFile(b"original"))

    await media.remove_video(removed)
    await media.remove_video(removed)

    assert [found async for found in media.list_videos()] == [kept]
    with pytest.raises(MediaFileMissingError):
        await media.open(removed, 1, "a.ts", url_life_s=60)
    with pytest.raises(SourceMissingError):
        await media.open_source(removed)
    assert await source_of(media, kept) == b"original"


async def test_videos_with_files_are_listed_once_each(media: MediaStore, produce: Produce) -> None:
    with_both, with_source, with_files = an_id(VideoId), an_id(VideoId), an_id(VideoId)
    for video_id in (with_both, with_source):
        await media.keep_source(video_id, MemorySourceFile(b"original"))
    for video_id in (with_both, with_files):
        await media.take(video_id, 1, (produce("a.ts", b"bytes"),))
    with pytest.raises(MediaFileMissingError):
        await media.open(an_id(VideoId), 1, "a.ts", url_life_s=60)

    listed = [video_id async for video_id in media.list_videos()]

    assert sorted(listed) == sorted([with_both, with_source, with_files])


async def test_an_empty_store_lists_nothing(media: MediaStore) -> None:
    assert [video_id async for video_id in media.list_videos()] == []


async def content_of(media: MediaStore, video_id: VideoId, attempt: int, name: str) -> bytes:
    opened = await media.open(video_id, attempt, name, url_life_s=60)
    if isinstance(opened, LocalFile):
        assert opened.size_bytes == opened.path.stat().st_size
        return opened.path.read_bytes()
    return b"".join([piece async for piece in opened.source.read()])


async def source_of(media: MediaStore, video_id: VideoId) -> bytes:
    source = await media.open_source(video_id)
    return b"".join([piece async for piece in source.read()])
