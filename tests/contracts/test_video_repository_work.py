"""What every store of videos promises: finding the work that is to be done."""

from datetime import timedelta

import pytest

from application.ports.video_repository import VideoRepository, WaitingOwner
from domain.ids import UserId
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.builders import NOW, a_claim, a_video, an_effort, an_id

A_MS = timedelta(milliseconds=1)
AN_HOUR = timedelta(hours=1)


async def test_every_waiting_owner_appears_once_with_the_longest_wait(
    videos: VideoRepository,
) -> None:
    many, one = an_id(UserId), an_id(UserId)
    waits = [_due(many, 5), _due(many, 3), _due(many, 4)]
    single = _due(one, 4)
    for video in (*waits, single):
        await videos.add(video)

    assert await videos.list_waiting(NOW, 10) == (
        WaitingOwner(many, waits[0].id, NOW - 5 * A_MS, running=0),
        WaitingOwner(one, single.id, NOW - 4 * A_MS, running=0),
    )


async def test_work_is_due_from_its_instant_on(videos: VideoRepository) -> None:
    video = _due(an_id(UserId), 0)
    await videos.add(video)

    assert await videos.list_waiting(NOW - A_MS, 10) == ()
    assert [owner.video_id for owner in await videos.list_waiting(NOW, 10)] == [video.id]


async def test_a_living_claim_counts_as_running_and_is_not_due(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    waiting = _due(owner_id, 1)
    for video in (waiting, _claimed(owner_id, NOW + A_MS), _claimed(owner_id, NOW + AN_HOUR)):
        await videos.add(video)

    assert await videos.list_waiting(NOW, 10) == (
        WaitingOwner(owner_id, waiting.id, NOW - A_MS, running=2),
    )


async def test_a_dead_claim_is_due_when_its_lease_ends(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    dead = _claimed(owner_id, NOW)
    await videos.add(dead)

    assert await videos.list_waiting(NOW - A_MS, 10) == ()
    assert await videos.list_waiting(NOW, 10) == (WaitingOwner(owner_id, dead.id, NOW, running=0),)


async def test_claims_of_others_do_not_count(videos: VideoRepository) -> None:
    waiting = _due(an_id(UserId), 1)
    for video in (waiting, _claimed(an_id(UserId), NOW + AN_HOUR)):
        await videos.add(video)

    assert [owner.running for owner in await videos.list_waiting(NOW, 10)] == [0]


async def test_only_so_many_owners_are_named_longest_wait_first(videos: VideoRepository) -> None:
    due = [_due(an_id(UserId), wait_ms) for wait_ms in (1, 4, 2, 3)]
    for video in due:
        await videos.add(video)

    owners = await videos.list_waiting(NOW, 3)

    assert [owner.video_id for owner in owners] == [due[1].id, due[3].id, due[2].id]


async def test_an_owner_with_a_hundred_waiting_hides_nobody(videos: VideoRepository) -> None:
    greedy, modest = an_id(UserId), _due(an_id(UserId), 0)
    for video in (*(_due(greedy, 1) for _ in range(100)), modest):
        await videos.add(video)

    assert [owner.owner_id for owner in await videos.list_waiting(NOW, 2)] == [
        greedy,
        modest.owner_id,
    ]


async def test_nothing_waits_where_no_work_is_left(videos: VideoRepository) -> None:
    playable = VideoStatus.READY
    for video in (
        a_video(VideoStatus.FAILED),
        a_video(playable, complete=True),
        a_video(playable, shortfall=Failure(FailureCode.OUT_OF_MEMORY)),
        a_video(deleted_at=NOW),
    ):
        await videos.add(video)

    assert await videos.list_waiting(NOW + AN_HOUR, 10) == ()
    assert await videos.list_unfinished(NOW + AN_HOUR, 10) == ()


async def test_claimed_released_and_settled_work_is_found_accordingly(
    videos: VideoRepository,
) -> None:
    video = a_video()
    await videos.add(video)

    await videos.update(video.id, lambda stored: stored.take_claim("worker", NOW, AN_HOUR))
    assert await videos.list_waiting(NOW, 10) == ()

    await videos.update(video.id, lambda stored: stored.release_claim(1, NOW + A_MS, counts=True))
    assert await videos.list_waiting(NOW, 10) == ()
    assert [owner.due_at for owner in await videos.list_waiting(NOW + A_MS, 10)] == [NOW + A_MS]

    await videos.update(video.id, lambda stored: stored.give_up(FailureCode.NOT_A_VIDEO, NOW))
    assert await videos.list_waiting(NOW + AN_HOUR, 10) == ()


async def test_the_load_counts_what_is_due_and_what_is_claimed(videos: VideoRepository) -> None:
    before = await videos.measure_work(NOW)
    owner_id = an_id(UserId)
    for video in (_due(owner_id, 5), _due(owner_id, 3), _claimed(owner_id, NOW + A_MS)):
        await videos.add(video)
    await videos.add(a_video(VideoStatus.FAILED, owner_id=owner_id))

    load = await videos.measure_work(NOW)

    assert (load.waiting, load.running) == (before.waiting + 2, before.running + 1)
    assert load.oldest_wait_s == pytest.approx(max(before.oldest_wait_s, 0.005))


async def test_claims_are_found_while_they_are_alive(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    alive, dead = _claimed(owner_id, NOW + A_MS), _claimed(owner_id, NOW)
    for video in (alive, dead, a_video(owner_id=owner_id)):
        await videos.add(video)

    assert await videos.list_claimed(NOW, 10) == (alive,)
    await videos.update(alive.id, lambda stored: stored.release_claim(1, NOW, counts=True))
    assert await videos.list_claimed(NOW, 10) == ()


async def test_unfinished_work_of_old_cycles_is_found_oldest_first(
    videos: VideoRepository,
) -> None:
    older, old, fresh = (_begun(ms_ago) for ms_ago in (3, 2, 1))
    playable = a_video(VideoStatus.READY, effort=an_effort(cycle_began_at=NOW - 4 * A_MS))
    for video in (old, fresh, older, playable):
        await videos.add(video)

    assert await videos.list_unfinished(NOW - A_MS, 10) == (playable, older, old)
    assert await videos.list_unfinished(NOW - A_MS, 2) == (playable, older)


def _due(owner_id: UserId, wait_ms: int) -> Video:
    return a_video(owner_id=owner_id, effort=an_effort(not_before=NOW - wait_ms * A_MS))


def _claimed(owner_id: UserId, lease_until: object) -> Video:
    return a_video(owner_id=owner_id, claim=a_claim(lease_until=lease_until))


def _begun(ms_ago: int) -> Video:
    return a_video(effort=an_effort(cycle_began_at=NOW - ms_ago * A_MS))
