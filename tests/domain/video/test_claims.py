"""Leases, fencing and tries."""

from datetime import timedelta

import pytest

from domain.video.errors import ClaimLostError, WorkNotDueError
from domain.video.failure import FailureCode
from domain.video.renditions import Publication, Rendition
from domain.video.retry_policy import RetryPolicy
from domain.video.video import Video
from tests.builders import NOW, a_video

_LEASE = timedelta(seconds=60)
_MADE = Publication(1, (Rendition("360p", 640, 360, 800_000),))


def _claimed(video: Video | None = None) -> Video:
    return (video or a_video()).take_claim("worker", NOW, _LEASE)


def test_a_living_claim_keeps_others_out() -> None:
    with pytest.raises(WorkNotDueError):
        _claimed().take_claim("other", NOW + _LEASE - timedelta(seconds=1), _LEASE)


def test_a_dead_claim_is_taken_over_under_a_higher_number() -> None:
    taken = _claimed().take_claim("other", NOW + _LEASE, _LEASE)
    assert taken.claim is not None
    assert (taken.claim.attempt, taken.claim.worker) == (2, "other")


def test_T29_the_older_attempt_cannot_publish_after_a_takeover() -> None:
    taken = _claimed().take_claim("other", NOW + _LEASE, _LEASE)
    with pytest.raises(ClaimLostError):
        taken.publish(1, _MADE, NOW)


def test_T35_a_deleted_video_takes_no_result() -> None:
    deleted = _claimed().delete(NOW)
    with pytest.raises(ClaimLostError):
        deleted.publish(1, _MADE, NOW)
    assert deleted.due_at is None


def test_a_handed_back_claim_uses_up_no_try() -> None:
    back = _claimed().release_claim(1, NOW, counts=False)
    assert back.effort.attempts_in_cycle == 0
    assert back.effort.attempts_begun == 1
    assert back.due_at == NOW


def test_P34_tries_count_anew_once_the_video_plays() -> None:
    video = a_video()
    for attempt in (1, 2, 3):
        video = video.take_claim("worker", NOW + attempt * _LEASE, _LEASE)
    playing = video.publish(3, _MADE, NOW)
    assert video.effort.attempts_in_cycle == 3
    assert playing.effort.attempts_in_cycle == 1
    again = playing.take_claim("worker", NOW + 4 * _LEASE, _LEASE).publish(4, _MADE, NOW)
    assert (again.effort.attempts_in_cycle, again.effort.attempts_begun) == (2, 4)


def test_a_counted_release_waits_until_its_gap_is_over() -> None:
    later = NOW + timedelta(seconds=5)
    back = _claimed().release_claim(1, later, counts=True)
    assert back.due_at == later
    with pytest.raises(WorkNotDueError):
        back.take_claim("worker", later - timedelta(milliseconds=1), _LEASE)


def test_work_goes_on_after_ready_until_everything_is_there() -> None:
    ready = _claimed().publish(1, _MADE, NOW)
    assert ready.is_playable
    assert ready.needs_work
    assert ready.finish(1, NOW).due_at is None


def test_a_playable_video_that_is_given_up_stays_playable() -> None:
    ready = _claimed().publish(1, _MADE, NOW).give_up(FailureCode.PROCESSING_TIMEOUT, NOW)
    assert ready.is_playable
    assert ready.failure is None
    assert ready.shortfall is not None
    assert ready.due_at is None


def test_a_retry_begins_a_new_cycle_and_keeps_the_attempt_number() -> None:
    failed = _claimed().give_up(FailureCode.ENGINE_UNAVAILABLE, NOW)
    again = failed.retry(NOW).take_claim("worker", NOW, _LEASE)
    assert again.effort.attempts_in_cycle == 1
    assert again.claim is not None
    assert again.claim.attempt == 2


def test_an_edit_that_changes_nothing_is_no_edit() -> None:
    video = a_video()
    assert video.edit(title=video.title, description=video.description, now=NOW) is video


def test_progress_never_falls() -> None:
    video = _claimed().advance(1, 0.5, NOW).advance(1, 0.25, NOW)
    assert video.progress == 0.5


@pytest.mark.parametrize(
    ("used", "gap_s"), [(1, 5), (2, 15), (3, 45), (4, 135), (5, 300), (60, 300)]
)
def test_gaps_grow_threefold_up_to_five_minutes(used: int, gap_s: int) -> None:
    policy = RetryPolicy()
    assert policy.delay(used, 1.0) == timedelta(seconds=gap_s)
    assert policy.delay(used, 0.0) == timedelta()


def test_faults_of_the_media_are_not_retried() -> None:
    retried = {code for code in FailureCode if code.retryable}
    assert retried == {
        FailureCode.PROCESSING_TIMEOUT,
        FailureCode.OUT_OF_MEMORY,
        FailureCode.STORAGE_FULL,
        FailureCode.ENGINE_UNAVAILABLE,
        FailureCode.ATTEMPTS_EXHAUSTED,
        FailureCode.PROCESSING_EXPIRED,
        FailureCode.INTERNAL_ERROR,
    }


def test_every_failure_has_its_own_sentence() -> None:
    assert len({code.message for code in FailureCode}) == len(FailureCode)
