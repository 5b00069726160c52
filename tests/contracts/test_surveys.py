"""What every store tells administrators about everybody's users and videos."""

import pytest

from application.pages import PageNumber, UserSurvey, VideoSurvey
from application.ports.user_repository import UserRepository
from application.ports.video_repository import TotalUsage, VideoRepository
from domain.account.email import EmailAddress
from domain.ids import UserId
from domain.video.details import Title
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.builders import NOW, a_publication, a_source, a_user, a_video, an_id

ALL = PageNumber(1, 100)


async def test_all_users_are_listed_the_newest_first(users: UserRepository) -> None:
    everybody = [a_user() for _ in range(5)]
    for user in everybody:
        await users.add(user)
    newest_first = sorted(everybody, key=lambda user: user.id, reverse=True)

    second = await users.survey(UserSurvey(page=PageNumber(2, 2)))

    assert (second.items, second.total) == (tuple(newest_first[2:4]), 5)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("ada", {"ada@example.com", "b.ada+films@example.org"}),
        ("ple.com", {"ada@example.com"}),
        ("b.a", {"b.ada+films@example.org"}),
        ("a+", {"b.ada+films@example.org"}),
        (".*", set()),
        ("%", set()),
        ("$where", set()),
    ],
)
async def test_T49_a_part_of_an_address_is_literal(
    users: UserRepository, wanted: str, names: set[str]
) -> None:
    for email in ("ada@example.com", "b.ada+films@example.org"):
        await users.add(a_user(email=EmailAddress(email)))

    found = await users.survey(UserSurvey(wanted, ALL))

    assert {user.email.text for user in found.items} == names
    assert found.total == len(names)


async def test_quotas_and_an_end_of_access_are_kept(users: UserRepository) -> None:
    user = a_user()
    await users.add(user)

    await users.update(user.id, lambda stored: stored.change_quota(quota_bytes=0, quota_videos=7))
    changed = await users.update(user.id, lambda stored: stored.disable(NOW))

    assert await users.get(user.id) == changed
    assert (changed.quota_bytes, changed.quota_videos, changed.is_enabled) == (0, 7, False)


async def test_all_videos_are_listed_but_for_deleted_ones(videos: VideoRepository) -> None:
    kept = [a_video() for _ in range(5)]
    for video in (*kept, a_video(deleted_at=NOW)):
        await videos.add(video)
    newest_first = sorted(kept, key=lambda video: video.id, reverse=True)

    second = await videos.survey(VideoSurvey(page=PageNumber(2, 2)))

    assert (second.items, second.total) == (tuple(newest_first[2:4]), 5)


async def test_videos_are_found_by_status_title_owner_and_work(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    mine = a_video(owner_id=owner_id, title=Title("Bikes (a+)+$"))
    ready = a_video(VideoStatus.READY, complete=True, progress=1.0)
    failed = a_video(VideoStatus.FAILED)
    for video in (mine, ready, failed):
        await videos.add(video)

    async def found(**query: object) -> set[Video]:
        survey = VideoSurvey(page=ALL, **query)  # type: ignore[arg-type]  # given by name
        listing = await videos.survey(survey)
        assert listing.total == len(listing.items)
        return set(listing.items)

    assert await found(status=VideoStatus.READY) == {ready}
    assert await found(owner_id=owner_id) == {mine}
    assert await found(title_contains="(a+)+$") == {mine}
    assert await found(title_contains=".*") == set()
    assert await found(has_work=True) == {mine}
    assert await found(has_work=True, status=VideoStatus.FAILED) == set()


async def test_what_everybody_stores_is_added_up(videos: VideoRepository) -> None:
    assert await videos.total_usage() == TotalUsage(0, 0, 0)
    await videos.add(a_video(source=a_source(size_bytes=2**40)))
    shown = a_publication(size_bytes=30)
    await videos.add(a_video(VideoStatus.READY, source=a_source(size_bytes=5), publication=shown))
    await videos.add(a_video(source=a_source(size_bytes=7), deleted_at=NOW))

    assert await videos.total_usage() == TotalUsage(2, 2**40 + 5, 30)
