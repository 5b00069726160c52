"""Work that an engine elsewhere goes on with while nobody holds a claim."""

from datetime import timedelta

import pytest

from domain.video.claim import Claim
from domain.video.errors import ClaimLostError
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.builders import NOW, a_publication, a_video

_LEASE = timedelta(minutes=1)
_LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def claimed() -> Video:
    return a_video().take_claim("worker", NOW, _LEASE)


def test_a_bookmark_outlives_the_attempt_that_kept_it(claimed: Video) -> None:
    kept = claimed.keep_bookmark(1, "page 7").release_claim(1, NOW, counts=True)

    assert kept.take_claim("other", NOW, _LEASE).bookmark == "page 7"


def test_P31_a_bookmark_of_a_lost_claim_does_not_count(claimed: Video) -> None:
    with pytest.raises(ClaimLostError):
        claimed.keep_bookmark(2, "page 7")


def test_waiting_for_the_engine_uses_up_no_try_and_no_worker(claimed: Video) -> None:
    waiting = claimed.await_engine(1, _LATER, None, NOW)

    assert waiting.claim is None
    assert waiting.due_at == _LATER
    assert waiting.effort.attempts_in_cycle == 0
    assert waiting.status is VideoStatus.PROCESSING


def test_a_report_makes_waiting_work_due_at_once(claimed: Video) -> None:
    reported = claimed.await_engine(1, _LATER, None, NOW).note_report("done", NOW)

    assert (reported.report, reported.due_at) == ("done", NOW)


def test_a_report_does_not_put_off_work_that_is_due() -> None:
    assert a_video().note_report("done", _LATER).due_at == NOW


def test_a_report_that_came_during_the_attempt_is_looked_at_right_after_it(claimed: Video) -> None:
    reported = claimed.note_report("done", NOW)

    assert reported.claim == Claim(1, "worker", NOW + _LEASE)
    assert reported.await_engine(1, _LATER, None, NOW).due_at == NOW


def test_a_report_that_the_attempt_has_seen_lets_the_next_one_wait(claimed: Video) -> None:
    reported = claimed.note_report("half", NOW)

    assert reported.await_engine(1, _LATER, "half", NOW).due_at == _LATER


def test_P45_a_repeated_report_changes_nothing(claimed: Video) -> None:
    reported = claimed.note_report("done", NOW)

    assert reported.note_report("done", _LATER) is reported


def test_P45_a_late_report_changes_nothing(claimed: Video) -> None:
    ended = [
        claimed.publish(1, a_publication(), NOW).finish(1, NOW),
        claimed.give_up(FailureCode.CORRUPT_MEDIA, NOW),
        claimed.delete(NOW),
    ]

    assert all(video.note_report("done", NOW) is video for video in ended)
