"""What every store of videos promises: keeping, changing, deleting."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from application.errors import DuplicateIdError, VideoNotFoundError
from application.pages import VideoQuery
from application.ports.video_repository import Usage, VideoRepository
from application.views import OwnVideo
from domain.ids import StagedId, UserId, VideoId
from domain.video.details import Description, Filename, Title
from domain.video.errors import TransitionNotAllowedError, WorkNotDueError
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from domain.video.renditions import Rendition
from domain.video.video import Video
from tests.builders import (
    NOW,
    a_claim,
    a_publication,
    a_source,
    a_source_info,
    a_video,
    an_effort,
    an_id,
)

A_MS = timedelta(milliseconds=1)
A_MINUTE = timedelta(minutes=1)

EVERYTHING = a_video(
    VideoStatus.READY,
    title=Title("Ünïcode 🎬"),
    description=Description("Two\nlines"),
    source=a_source(
        filename=Filename("ä b.mp4"), size_bytes=10 * 1024**3, place=SourcePlace.STORED
    ),
    updated_at=NOW + A_MS,
    effort=an_effort(attempts_begun=5, attempts_in_cycle=2, not_before=NOW + A_MINUTE),
    source_info=a_source_info(),
    shortfall=Failure(FailureCode.OUT_OF_MEMORY),
    progress=1 / 3,
    publication=a_publication(
        attempt=5,
        renditions=(Rendition("720p", 1280, 720, 1), Rendition("360p", 640, 360, 2)),
        has_thumbnail=True,
        has_storyboard=True,
        has_preview=True,
        size_bytes=2**40,
    ),
    placeholder="data:image/jpeg;base64,/9j/2Q==",
    claim=a_claim(attempt=5),
    revision=3,
    version=40,
)

VIDEOS = {
    "waiting": a_video(),
    "claimed": a_video(claim=a_claim(), source_info=a_source_info(audio=None, streams=1)),
    "playable": a_video(VideoStatus.READY, claim=a_claim(), progress=0.5),
    "complete": a_video(VideoStatus.READY, complete=True, progress=1.0),
    "failed": a_video(VideoStatus.FAILED, source=a_source(place=SourcePlace.GONE)),
    "with everything": EVERYTHING,
}


@pytest.mark.parametrize("kind", VIDEOS)
async def test_a_video_comes_back_as_it_was(videos: VideoRepository, kind: str) -> None:
    await videos.add(VIDEOS[kind])

    assert await videos.get(VIDEOS[kind].id) == VIDEOS[kind]
    assert await videos.show(VIDEOS[kind].id) == OwnVideo.of(VIDEOS[kind])


@pytest.mark.parametrize("kind", VIDEOS)
async def test_an_update_keeps_every_field(videos: VideoRepository, kind: str) -> None:
    target = VIDEOS[kind]
    video = a_video(id=target.id, owner_id=target.owner_id, created_at=target.created_at)
    await videos.add(video)

    changed = await videos.update(video.id, lambda _: replace(target, version=2))

    assert changed == replace(target, version=2)
    assert await videos.get(video.id) == changed


async def test_an_unknown_video_is_not_found(videos: VideoRepository) -> None:
    nothing = an_id(VideoId)

    with pytest.raises(VideoNotFoundError):
        await videos.get(nothing)
    with pytest.raises(VideoNotFoundError):
        await videos.update(nothing, lambda video: video.delete(NOW))


async def test_an_id_is_taken_once(videos: VideoRepository) -> None:
    first = a_video()
    await videos.add(first)

    with pytest.raises(DuplicateIdError):
        await videos.add(a_video(id=first.id))

    assert await videos.get(first.id) == first


async def test_of_twenty_updates_at_once_none_is_lost(videos: VideoRepository) -> None:
    video = a_video(description=Description("x"))
    await videos.add(video)

    def lengthen(stored: Video) -> Video:
        text = stored.description.text if stored.description else ""
        return stored.edit(title=stored.title, description=Description(text + "x"), now=NOW)

    await asyncio.gather(*(videos.update(video.id, lengthen) for _ in range(20)))

    stored = await videos.get(video.id)
    assert stored.description == Description("x" * 21)
    assert stored.version == 21


async def test_of_twenty_workers_one_gets_the_claim(videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)

    async def claim(worker: str) -> Video:
        return await videos.update(video.id, lambda stored: stored.take_claim(worker, NOW, A_MS))

    answers = await asyncio.gather(*(claim(f"w{n}") for n in range(20)), return_exceptions=True)

    winners = [answer for answer in answers if isinstance(answer, Video)]
    assert sum(isinstance(answer, WorkNotDueError) for answer in answers) == 19
    assert winners == [await videos.get(video.id)]


async def test_a_change_that_raises_writes_nothing(videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)

    with pytest.raises(TransitionNotAllowedError):
        await videos.update(video.id, lambda stored: stored.retry(NOW))

    assert await videos.get(video.id) == video


async def test_a_change_without_a_difference_returns_what_is_stored(
    videos: VideoRepository,
) -> None:
    video = a_video()
    await videos.add(video)

    same = await videos.update(
        video.id,
        lambda stored: stored.edit(title=video.title, description=None, now=NOW + A_MS),
    )

    assert same == video == await videos.get(video.id)


async def test_a_deleted_video_is_not_found(videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)

    deleted = await videos.update(video.id, lambda stored: stored.delete(NOW))

    assert deleted == video.delete(NOW)
    with pytest.raises(VideoNotFoundError):
        await videos.get(video.id)
    with pytest.raises(VideoNotFoundError):
        await videos.update(video.id, lambda stored: stored.delete(NOW))
    assert (await videos.list_owned(video.owner_id, VideoQuery())).items == ()


async def test_deleted_videos_are_listed_in_the_order_of_deletion(videos: VideoRepository) -> None:
    deleted = [a_video(deleted_at=NOW + n * A_MS) for n in (2, 0, 1)]
    for video in (*deleted, a_video()):
        await videos.add(video)

    assert await videos.list_deleted(10) == (deleted[1], deleted[2], deleted[0])
    assert await videos.list_deleted(2) == (deleted[1], deleted[2])


async def test_a_purged_video_is_forgotten(videos: VideoRepository) -> None:
    video = a_video(deleted_at=NOW)
    await videos.add(video)

    await videos.purge(video.id)
    await videos.purge(video.id)

    assert await videos.list_deleted(10) == ()
    assert await videos.find_known([video.id]) == frozenset()


async def test_a_living_video_is_not_purged(videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)

    await videos.purge(video.id)

    assert await videos.get(video.id) == video


async def test_usage_counts_the_owners_living_videos(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    for video in (
        a_video(owner_id=owner_id, source=a_source(size_bytes=2**33)),
        a_video(VideoStatus.FAILED, owner_id=owner_id, source=a_source(size_bytes=5)),
        a_video(owner_id=owner_id, deleted_at=NOW),
        a_video(),
    ):
        await videos.add(video)

    assert await videos.usage(owner_id) == Usage(videos=2, source_bytes=2**33 + 5)
    assert await videos.usage(an_id(UserId)) == Usage(videos=0, source_bytes=0)


async def test_known_are_those_with_a_record_deleted_or_not(videos: VideoRepository) -> None:
    living, deleted, unasked = a_video(), a_video(deleted_at=NOW), a_video()
    for video in (living, deleted, unasked):
        await videos.add(video)

    asked = [living.id, deleted.id, *(an_id(VideoId) for _ in range(300))]

    assert await videos.find_known(asked) == {living.id, deleted.id}
    assert await videos.find_known([]) == frozenset()


async def test_staged_are_those_whose_source_lies_there(videos: VideoRepository) -> None:
    staged, deleted = a_video(), a_video(deleted_at=NOW)
    stored = a_video(source=a_source(place=SourcePlace.STORED))
    gone = a_video(VideoStatus.FAILED, source=a_source(place=SourcePlace.GONE))
    moved = a_video()
    for video in (staged, deleted, stored, gone, moved, a_video()):
        await videos.add(video)
    await videos.update(moved.id, lambda video: video.move_source(SourcePlace.STORED))

    asked = [video.source.staged_id for video in (staged, deleted, stored, gone, moved)]

    found = await videos.find_staged([*asked, an_id(StagedId)])
    assert found == {staged.source.staged_id, deleted.source.staged_id}
    assert await videos.find_staged([]) == frozenset()
