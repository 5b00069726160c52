"""Every store of videos behaves as the one in memory does, whatever is done to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, rule

from application.pages import Cursor, Page, VideoQuery, VideoSort
from application.ports.video_repository import VideoRepository
from application.views import OwnVideo
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from domain.video.video import Video
from tests.builders import NOW, a_publication
from tests.contracts.adapters_under_test.persistence import VIDEO_REPOSITORIES
from tests.contracts.agreement import Agreement, assert_agreement, others_than_memory
from tests.strategies import claims, efforts, titles, videos

# Few owners, moments and words, so that videos meet: ties, shared owners, leases that run out.
OWNERS = [UserId(f"00000000-0000-0000-0000-00000000000{n}") for n in range(3)]
MOMENTS = st.integers(0, 5).map(lambda n: NOW + timedelta(milliseconds=n))
WORDS = st.sampled_from(["a", "B", "é", "a.b", "%", "zz"])
LEASE = timedelta(milliseconds=2)


@st.composite
def crowded_videos(draw: st.DrawFn) -> Video:
    effort = replace(draw(efforts()), not_before=draw(MOMENTS), cycle_began_at=draw(MOMENTS))
    claim = draw(st.none() | claims())
    return replace(
        draw(videos()),
        owner_id=draw(st.sampled_from(OWNERS)),
        created_at=draw(MOMENTS),
        effort=effort,
        claim=claim and replace(claim, lease_until=draw(MOMENTS)),
        deleted_at=draw(st.none() | st.none() | MOMENTS),
        version=1,
    )


VERBS: dict[str, Callable[[Video, datetime], Video]] = {
    "take_claim": lambda video, now: video.take_claim("worker", now, LEASE),
    "release": lambda video, now: video.release_claim(_attempt(video), now, counts=True),
    "publish": lambda video, now: video.publish(
        _attempt(video), a_publication(attempt=_attempt(video)), now
    ),
    "finish": lambda video, now: video.finish(_attempt(video), now),
    "give_up": lambda video, now: video.give_up(FailureCode.INTERNAL_ERROR, now),
    "retry": lambda video, now: video.retry(now),
    "move_source": lambda video, _: video.move_source(SourcePlace.STORED),
    "delete": lambda video, now: video.delete(now),
    "nothing": lambda video, _: video,
}


def _attempt(video: Video) -> int:
    return video.claim.attempt if video.claim else 0


class VideoAgreement(Agreement[VideoRepository]):
    known = Bundle("known")
    cursors = Bundle("cursors")

    @rule(target=known, video=crowded_videos())
    def add(self, video: Video) -> Video:
        self.ask(lambda repository: repository.add(video))
        return video

    @rule(video=known)
    def add_again(self, video: Video) -> None:
        self.ask(lambda repository: repository.add(video))

    @rule(video=known)
    def get(self, video: Video) -> None:
        self.ask(lambda repository: repository.get(video.id))

    @rule(video=known, verb=st.sampled_from(sorted(VERBS)), now=MOMENTS)
    def change(self, video: Video, verb: str, now: datetime) -> None:
        self.ask(
            lambda repository: repository.update(video.id, lambda stored: VERBS[verb](stored, now))
        )

    @rule(video=known, title=titles(), now=MOMENTS)
    def edit(self, video: Video, title: Title, now: datetime) -> None:
        self.ask(
            lambda repository: repository.update(
                video.id,
                lambda stored: stored.edit(title=title, description=None, now=now),
            )
        )

    @rule(video=known)
    def purge(self, video: Video) -> None:
        self.ask(lambda repository: repository.purge(video.id))

    @rule(
        target=cursors,
        owner_id=st.sampled_from(OWNERS),
        query=st.builds(
            VideoQuery,
            status=st.none() | st.sampled_from(VideoStatus),
            title_contains=st.none() | WORDS.map(str.casefold),
            sort=st.sampled_from(VideoSort),
            page=st.integers(1, 3),
            limit=st.integers(1, 4),
            after=st.none(),
        ),
    )
    def list_page(self, owner_id: UserId, query: VideoQuery) -> object:
        page: Page[OwnVideo] = self.ask(lambda repository: repository.list_owned(owner_id, query))
        return multiple() if page.next is None else (owner_id, query, page.next)

    @rule(reached=cursors)
    def list_further(self, reached: tuple[UserId, VideoQuery, Cursor]) -> None:
        owner_id, query, after = reached
        self.ask(lambda repository: repository.list_owned(owner_id, query._replace(after=after)))

    @rule(owner_id=st.sampled_from(OWNERS))
    def usage(self, owner_id: UserId) -> None:
        self.ask(lambda repository: repository.usage(owner_id))

    @rule(now=MOMENTS, limit=st.integers(1, 4))
    def look_for_work(self, now: datetime, limit: int) -> None:
        self.ask(lambda repository: repository.list_waiting(now, limit))
        self.ask(lambda repository: repository.list_unfinished(now, limit))
        self.ask(lambda repository: repository.list_deleted(limit))

    @rule(asked=st.lists(known, max_size=5))
    def look_for_records(self, asked: list[Video]) -> None:
        video_ids: list[VideoId] = [video.id for video in asked]
        staged_ids = [video.source.staged_id for video in asked]
        self.ask(lambda repository: repository.find_known(video_ids))
        self.ask(lambda repository: repository.find_staged(staged_ids))


@pytest.mark.parametrize("name", others_than_memory(VIDEO_REPOSITORIES))
def test_a_store_of_videos_agrees_with_memory(name: str, request: pytest.FixtureRequest) -> None:
    assert_agreement(VideoAgreement, VIDEO_REPOSITORIES, name, request)
