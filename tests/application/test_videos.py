"""What owners do with their videos, and what others cannot."""

from collections.abc import Awaitable, Callable

import pytest

from application.actor import Actor
from application.errors import NotFoundError, PreconditionFailedError, VideoNotFoundError
from application.use_cases.videos.edit_video import EditVideoRequest
from application.use_cases.videos.list_videos import ListVideosRequest
from domain.ids import VideoId
from domain.video.errors import OriginalGoneError, TransitionNotAllowedError
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from domain.violations import ValidationFailedError
from tests.application.platform import Platform

_NOWHERE = VideoId("01900000-0000-7000-8000-00000000ffff")

Call = Callable[[Platform, Actor, VideoId], Awaitable[object]]
_CALLS: dict[str, Call] = {
    "get": lambda platform, actor, video: platform.app.get_video(actor, video),
    "edit": lambda platform, actor, video: platform.app.edit_video(
        actor, video, EditVideoRequest(title="Mine")
    ),
    "delete": lambda platform, actor, video: platform.app.delete_video(actor, video),
    "retry": lambda platform, actor, video: platform.app.retry_video(actor, video),
    "source": lambda platform, actor, video: platform.app.open_source(actor, video),
}


@pytest.mark.parametrize("call", _CALLS.values(), ids=_CALLS)
async def test_P17_anothers_video_does_not_exist(platform: Platform, call: Call) -> None:
    video = await platform.upload(await platform.somebody())
    other = await platform.somebody()
    with pytest.raises(VideoNotFoundError) as anothers:
        await call(platform, other, video.id)
    with pytest.raises(VideoNotFoundError) as nobodys:
        await call(platform, other, _NOWHERE)
    assert anothers.value.text == nobodys.value.text


async def test_P18_a_list_holds_the_callers_own_newest_first(platform: Platform) -> None:
    actor, other = await platform.somebody(), await platform.somebody()
    first = await platform.upload(actor, "First")
    await platform.upload(other, "Foreign")
    second = await platform.upload(actor, "Second")
    page = await platform.app.list_videos(actor, ListVideosRequest())
    assert [view.video.id for view in page.items] == [second.id, first.id]
    assert (page.total, page.next) == (2, None)


async def test_P18_cursors_walk_through_everything_once(platform: Platform) -> None:
    actor = await platform.somebody()
    made = {(await platform.upload(actor, f"Film {number % 3}")).id for number in range(7)}
    for sort in ("createdAt", "-createdAt", "title", "-title"):
        seen: list[VideoId] = []
        cursor: str | None = None
        while True:
            request = ListVideosRequest(limit=2, sort=sort, cursor=cursor)
            page = await platform.app.list_videos(actor, request)
            seen += [view.video.id for view in page.items]
            if page.next is None:
                break
            cursor = page.next.encode()
        assert len(seen) == len(made)
        assert set(seen) == made


@pytest.mark.parametrize(
    ("request_", "fields"),
    [
        (ListVideosRequest(limit=0), ["limit"]),
        (ListVideosRequest(limit=101), ["limit"]),
        (ListVideosRequest(page=0), ["page"]),
        (ListVideosRequest(page=10_001), ["page"]),
        (ListVideosRequest(sort="password"), ["sort"]),
        (ListVideosRequest(status="ready"), ["status"]),
        (ListVideosRequest(cursor="$where"), ["cursor"]),
        (ListVideosRequest(cursor="WyJ4Il0"), ["cursor"]),
        (ListVideosRequest(page=0, limit=0, status="x"), ["page", "limit", "status"]),
    ],
)
async def test_P18_what_is_out_of_bounds_is_refused(
    platform: Platform, request_: ListVideosRequest, fields: list[str]
) -> None:
    with pytest.raises(ValidationFailedError) as caught:
        await platform.app.list_videos(await platform.somebody(), request_)
    assert [fault.field for fault in caught.value.violations] == fields


async def test_P18_a_cursor_of_another_order_is_refused(platform: Platform) -> None:
    actor = await platform.somebody()
    for _ in range(2):
        await platform.upload(actor)
    page = await platform.app.list_videos(actor, ListVideosRequest(limit=1))
    assert page.next is not None
    with pytest.raises(ValidationFailedError):
        await platform.app.list_videos(
            actor, ListVideosRequest(sort="title", cursor=page.next.encode())
        )


async def test_fields_that_are_not_named_stay(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor, "Bikes")
    await platform.app.edit_video(actor, video.id, EditVideoRequest(description="Two wheels"))
    view = await platform.app.edit_video(actor, video.id, EditVideoRequest(title="Bicycles"))
    assert view.video.title == "Bicycles"
    assert view.video.description is not None
    view = await platform.app.edit_video(actor, video.id, EditVideoRequest(description=None))
    assert view.video.description is None


async def test_T48_of_two_changes_from_one_revision_one_succeeds(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    change = EditVideoRequest(title="One", expected_revision=video.revision)
    await platform.app.edit_video(actor, video.id, change)
    with pytest.raises(PreconditionFailedError):
        await platform.app.edit_video(actor, video.id, change)


async def test_progress_does_not_spoil_an_edit(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.work_through()
    view = await platform.app.edit_video(
        actor, video.id, EditVideoRequest(title="One", expected_revision=video.revision)
    )
    assert view.video.status is VideoStatus.READY


async def test_P38_a_deleted_video_is_gone_and_its_bytes_follow(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.work_through()
    grant = (await platform.app.get_video(actor, video.id)).grant
    assert grant is not None
    await platform.app.open_playback(grant, "master.m3u8")
    await platform.app.delete_video(actor, video.id)
    with pytest.raises(VideoNotFoundError):
        await platform.app.get_video(actor, video.id)
    with pytest.raises(NotFoundError):
        await platform.app.open_playback(grant, "master.m3u8")
    with pytest.raises(VideoNotFoundError):
        await platform.app.delete_video(actor, video.id)
    assert await platform.app.remove_deleted() == 1
    assert await platform.stored() == []
    assert await platform.staged() == []


async def test_only_a_failed_video_is_retried(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    with pytest.raises(TransitionNotAllowedError):
        await platform.app.retry_video(actor, video.id)


async def test_what_is_not_kept_is_not_retried(platform: Platform) -> None:
    actor = await platform.somebody()
    platform.fails_with(FailureCode.CORRUPT_MEDIA)
    video = await platform.upload(actor)
    await platform.work_through()
    await platform.videos.update(video.id, lambda stored: stored.move_source(SourcePlace.GONE))
    with pytest.raises(OriginalGoneError):
        await platform.app.retry_video(actor, video.id)


@pytest.mark.parametrize("code", [FailureCode.ENGINE_UNAVAILABLE, FailureCode.TOO_LONG])
async def test_a_retry_processes_the_original_again(platform: Platform, code: FailureCode) -> None:
    actor = await platform.somebody()
    platform.fails_with(code)
    video = await platform.upload(actor)
    await platform.work_through()
    assert (await platform.app.get_video(actor, video.id)).video.status is VideoStatus.FAILED
    platform.fails_with(None)
    assert (await platform.app.retry_video(actor, video.id)).video.failure is None
    await platform.work_through()
    assert (await platform.app.get_video(actor, video.id)).video.complete
