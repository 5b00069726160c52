"""What every event log promises, together with the repository that appends to it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.errors import DuplicateIdError
from application.ports.event_log import EventLog
from application.ports.video_repository import VideoRepository
from domain.event import EventType
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.errors import TransitionNotAllowedError
from domain.video.events import VideoEvent, VideoFacts
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.builders import NOW, a_publication, a_video, an_id
from tests.contracts.adapters_under_test.events import EVENT_LOGS, videos_beside
from tests.contracts.adapters_under_test.table import each

LEASE = timedelta(minutes=1)
A_MS = timedelta(milliseconds=1)


@pytest.fixture(params=each(EVENT_LOGS))
async def log(request: pytest.FixtureRequest) -> AsyncIterator[EventLog]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture
def videos(log: EventLog) -> VideoRepository:
    return videos_beside(log)


async def _types(log: EventLog, video: Video) -> list[EventType]:
    return [entry.event.type for entry in await log.read(video.owner_id, 0, 100, video.id)]


async def _is_renamed(videos: VideoRepository, video: Video, title: str) -> None:
    await videos.update(
        video.id, lambda stored: stored.edit(title=Title(title), description=None, now=NOW)
    )


async def test_a_change_and_what_it_tells_are_one_write(
    log: EventLog, videos: VideoRepository
) -> None:
    video = a_video()
    await videos.add(video)
    await videos.update(video.id, lambda stored: stored.take_claim("w", NOW, LEASE))
    await videos.update(
        video.id, lambda stored: stored.publish(1, a_publication(), NOW).finish(1, NOW)
    )
    await videos.update(video.id, lambda stored: stored.delete(NOW))

    assert await _types(log, video) == [
        EventType.CREATED,
        EventType.PROCESSING,
        EventType.PLAYABLE,
        EventType.COMPLETED,
        EventType.DELETED,
    ]


async def test_what_tells_nothing_appends_nothing(log: EventLog, videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)
    await videos.update(video.id, lambda stored: stored.take_claim("w", NOW, LEASE))
    before = await log.head()

    await videos.update(video.id, lambda stored: stored.renew_claim(1, NOW, LEASE))
    await videos.update(video.id, lambda stored: stored.advance(1, 0.5, NOW))
    await videos.update(video.id, lambda stored: stored)
    with pytest.raises(TransitionNotAllowedError):
        await videos.update(video.id, lambda stored: stored.retry(NOW))
    with pytest.raises(DuplicateIdError):
        await videos.add(video)

    assert await log.head() == before


async def test_an_event_comes_back_as_it_was(log: EventLog, videos: VideoRepository) -> None:
    video = a_video(title=Title("Ünïcode 🎬"), progress=1 / 3)
    await videos.add(video)
    await videos.update(
        video.id, lambda stored: stored.give_up(FailureCode.CORRUPT_MEDIA, NOW + A_MS)
    )

    failed = (await log.read(video.owner_id, 0, 10))[-1].event

    assert failed == VideoEvent(
        type=EventType.FAILED,
        video_id=video.id,
        owner_id=video.owner_id,
        at=NOW + A_MS,
        facts=VideoFacts(
            title=Title("Ünïcode 🎬"),
            status=VideoStatus.FAILED,
            progress=1 / 3,
            complete=False,
            failure=Failure(FailureCode.CORRUPT_MEDIA),
        ),
    )


async def test_owners_and_videos_are_kept_apart(log: EventLog, videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    first, second = a_video(owner_id=owner_id), a_video(owner_id=owner_id)
    foreign = a_video()
    for video in (first, foreign, second):
        await videos.add(video)

    owned = [entry.event.video_id for entry in await log.read(owner_id, 0, 10)]
    everything = [entry.event.video_id for entry in await log.read_all(0, 10)]

    assert owned == [first.id, second.id]
    assert everything == [first.id, foreign.id, second.id]
    assert [entry.event.video_id for entry in await log.read(owner_id, 0, 10, second.id)] == [
        second.id
    ]
    assert await log.read(owner_id, 0, 10, foreign.id) == ()
    assert await log.read(owner_id, 0, 10, an_id(VideoId)) == ()
    assert await log.read(an_id(UserId), 0, 10) == ()


async def test_a_page_begins_after_the_number_and_has_an_end(
    log: EventLog, videos: VideoRepository
) -> None:
    video = a_video()
    await videos.add(video)
    for title in "abcd":
        await _is_renamed(videos, video, title)

    everything = await log.read(video.owner_id, 0, 100)
    numbers = [entry.number for entry in everything]

    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0
    assert await log.read(video.owner_id, numbers[1], 2) == everything[2:4]
    assert await log.read_all(numbers[1], 2) == everything[2:4]
    assert await log.read(video.owner_id, numbers[1], 2, video.id) == everything[2:4]
    assert await log.read(video.owner_id, numbers[-1], 2) == ()


async def test_the_head_is_the_newest_number(log: EventLog, videos: VideoRepository) -> None:
    assert await log.head() == 0
    await videos.add(a_video())
    await videos.add(a_video())

    assert await log.head() == (await log.read_all(0, 10))[-1].number


async def test_T28_who_reads_while_others_write_misses_nothing(
    log: EventLog, videos: VideoRepository
) -> None:
    owner_id = an_id(UserId)
    ours = [a_video(owner_id=owner_id) for _ in range(8)]
    seen: list[int] = []

    async def write(video: Video) -> None:
        await videos.add(video)
        for title in "abc":
            await _is_renamed(videos, video, title)

    async def read_until(done: asyncio.Event) -> None:
        while True:
            is_last = done.is_set()
            found = await log.read(owner_id, seen[-1] if seen else 0, 3)
            seen.extend(entry.number for entry in found)
            if is_last and not found:
                return
            await asyncio.sleep(0)

    done = asyncio.Event()
    reading = asyncio.create_task(read_until(done))
    await asyncio.gather(*map(write, ours))
    done.set()
    await reading

    assert seen == [entry.number for entry in await log.read(owner_id, 0, 100)]
    assert len(seen) == 8 * 4
    for video in ours:
        assert await _types(log, video) == [EventType.CREATED, *[EventType.UPDATED] * 3]


async def test_what_is_told_outlives_its_video(log: EventLog, videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)
    await videos.update(video.id, lambda stored: stored.delete(NOW))

    await videos.purge(video.id)

    assert await _types(log, video) == [EventType.CREATED, EventType.DELETED]


async def test_old_events_are_forgotten_and_their_numbers_are_not_given_again(
    log: EventLog, videos: VideoRepository
) -> None:
    video = a_video(updated_at=NOW)
    await videos.add(video)
    await videos.update(video.id, lambda stored: stored.delete(NOW + A_MS))
    head = await log.head()

    assert await log.remove_before(NOW + A_MS) == 1
    assert await _types(log, video) == [EventType.DELETED]
    await log.remove_before(NOW + LEASE)
    assert await log.head() == head

    later = a_video()
    await videos.add(later)
    assert (await log.read(later.owner_id, 0, 10))[0].number > head


async def test_nothing_is_left_to_settle(log: EventLog, videos: VideoRepository) -> None:
    await videos.add(a_video())

    assert await log.settle() == 0
