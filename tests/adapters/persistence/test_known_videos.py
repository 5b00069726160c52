"""Videos that need not be read again."""

from dataclasses import replace

from adapters.persistence.known_videos import Head, KnownVideos
from application.views import OwnVideo
from domain.ids import VideoId
from tests.builders import a_video, an_id

HEAD = Head("one", 1, 1)


def test_a_video_is_known_in_the_state_in_which_it_was_kept() -> None:
    known, video = KnownVideos(), OwnVideo.of(a_video())

    assert known.find(HEAD) is None
    assert known.keep(HEAD, video) is known.find(HEAD) is video
    assert known.find(HEAD._replace(version=2)) is None
    assert known.find(HEAD._replace(created_at=2)) is None


def test_a_newer_state_takes_the_place_of_the_older() -> None:
    known, video = KnownVideos(capacity=1), OwnVideo.of(a_video())
    edited, head = replace(video, title="Edited"), HEAD._replace(version=2)

    known.keep(HEAD, video)
    known.keep(head, edited)

    assert known.find(HEAD) is None
    assert known.find(head) is edited


def test_who_came_first_is_forgotten_where_there_is_no_room() -> None:
    known = KnownVideos(capacity=2)
    videos = [OwnVideo.of(a_video(id=an_id(VideoId))) for _ in range(3)]
    heads = [Head(video.id, 1, 1) for video in videos]

    for head, video in zip(heads, videos, strict=True):
        known.keep(head, video)

    assert [known.find(head) for head in heads] == [None, *videos[1:]]
