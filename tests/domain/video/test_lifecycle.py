"""The life of a video, walked at random against a model that knows the table alone.

Each step says which events it must tell: those and no others, each once.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.event import EventType
from domain.ids import StagedId, UserId, VideoId
from domain.video.details import Filename, Title
from domain.video.errors import ClaimLostError, OriginalGoneError, TransitionNotAllowedError
from domain.video.events import events_of
from domain.video.failure import FailureCode
from domain.video.lifecycle import TRANSITIONS, VideoStatus
from domain.video.original import Source, SourcePlace
from domain.video.renditions import Publication, Rendition
from domain.video.video import Video

_START = datetime(2026, 1, 1, tzinfo=UTC)
_LEASE = timedelta(seconds=60)
_RUNG = Rendition("360p", 640, 360, 800_000)


def _new_video() -> Video:
    return Video.create(
        id=VideoId("01999999-0000-7000-8000-000000000001"),
        owner_id=UserId("01999999-0000-7000-8000-000000000002"),
        title=Title.parse("Bikes"),
        description=None,
        source=Source(
            Filename("bikes.mp4"), 7, "00" * 32, StagedId("01999999-0000-7000-8000-000000000003")
        ),
        now=_START,
    )


class VideoLife(RuleBasedStateMachine):
    """Every verb in every order; the model holds status, newest claim and what players see."""

    told: list[EventType]

    def __init__(self) -> None:
        super().__init__()
        self.video = _new_video()
        self.now = _START
        self.seen_statuses = [self.video.status]
        self.newest_attempt = 0
        self.progress = 0.0
        self.told = [event.type for event in events_of(None, self.video)]
        assert self.told == [EventType.CREATED]

    def _become(self, video: Video, *told: EventType) -> None:
        assert video.version > self.video.version
        events = events_of(self.video, video)
        assert tuple(event.type for event in events) == told
        assert all(event.at == self.now for event in events)
        assert all(event.facts.status is video.status for event in events)
        self.told += told
        self.video = video
        if video.status is not self.seen_statuses[-1]:
            self.seen_statuses.append(video.status)

    @rule(seconds=st.integers(0, 120))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def a_worker_asks_for_the_claim(self) -> None:
        due_at = self.video.due_at
        if due_at is None or self.now < due_at:
            with pytest.raises(Exception, match="no work"):
                self.video.take_claim("w", self.now, _LEASE)
            return
        told = () if self.newest_attempt else (EventType.PROCESSING,)
        self._become(self.video.take_claim("w", self.now, _LEASE), *told)
        assert self.video.claim is not None
        assert self.video.claim.attempt > self.newest_attempt
        self.newest_attempt = self.video.claim.attempt

    @precondition(lambda self: self.newest_attempt > 0)
    @rule(
        age=st.integers(0, 2),
        outcome=st.sampled_from(["publish", "finish", "release", "renew", "mark", "await"]),
    )
    def an_attempt_reports(self, age: int, outcome: str) -> None:
        attempt = self.newest_attempt - age
        holds = self.video.claim is not None and self.video.claim.attempt == attempt
        playable = () if self.video.is_playable else (EventType.PLAYABLE,)
        try:
            match outcome:
                case "publish":
                    made = Publication(attempt, (_RUNG,))
                    self._become(self.video.publish(attempt, made, self.now), *playable)
                case "finish":
                    made = Publication(attempt, (_RUNG,))
                    published = self.video.publish(attempt, made, self.now)
                    finished = published.finish(attempt, self.now)
                    self._become(finished, *playable, EventType.COMPLETED)
                case "release":
                    self._become(self.video.release_claim(attempt, self.now, counts=True))
                case "mark":
                    self._become(self.video.keep_bookmark(attempt, "page 7"))
                case "await":
                    later = self.now + _LEASE
                    self._become(self.video.await_engine(attempt, later, None, self.now))
                case _:
                    self._become(self.video.renew_claim(attempt, self.now, _LEASE))
        except ClaimLostError:
            assert not holds
        else:
            assert holds

    @precondition(lambda self: self.video.claim is not None)
    @rule(fraction=st.floats(0, 2))
    def progress_is_reported(self, fraction: float) -> None:
        self._become(self.video.advance(self.newest_attempt, fraction, self.now))
        assert self.video.progress >= self.progress or self.video.status is not VideoStatus.READY
        assert self.video.progress <= 1.0

    @precondition(lambda self: self.video.needs_work)
    @rule(code=st.sampled_from(FailureCode))
    def the_work_is_given_up(self, code: FailureCode) -> None:
        was_playable = self.video.is_playable
        told = () if was_playable else (EventType.FAILED,)
        self._become(self.video.give_up(code, self.now), *told)
        expected = VideoStatus.READY if was_playable else VideoStatus.FAILED
        assert self.video.status is expected
        assert not self.video.needs_work

    @rule(report=st.sampled_from(["half of it", "all of it"]))
    def the_engine_reports(self, report: str) -> None:
        noted = self.video.note_report(report, self.now)
        if noted is self.video:
            assert not self.video.needs_work or self.video.report == report
            return
        self._become(noted)
        assert self.video.claim or self.video.due_at is not None
        assert self.video.claim or self.video.due_at <= self.now  # type: ignore[operator]

    @rule()
    def the_owner_retries(self) -> None:
        failure, place = self.video.failure, self.video.source.place
        try:
            self._become(self.video.retry(self.now), EventType.PROCESSING)
        except TransitionNotAllowedError:
            assert failure is None
        except OriginalGoneError:
            assert failure is not None
            assert place is SourcePlace.GONE
        else:
            assert failure is not None
            assert place is not SourcePlace.GONE
            assert self.video.due_at == self.now

    @rule(title=st.sampled_from(["Bikes", "Cars"]))
    def the_owner_edits(self, title: str) -> None:
        edited = self.video.edit(title=Title(title), description=None, now=self.now)
        if edited is self.video:
            assert self.video.title == Title(title)
        else:
            self._become(edited, EventType.UPDATED)

    @rule()
    def the_owner_would_delete(self) -> None:
        deleted = self.video.delete(self.now)
        assert [event.type for event in events_of(self.video, deleted)] == [EventType.DELETED]

    @invariant()
    def every_status_that_was_entered_was_told_once(self) -> None:
        ways = list(zip(self.seen_statuses, self.seen_statuses[1:], strict=False))
        assert self.told.count(EventType.CREATED) == 1
        assert self.told.count(EventType.PLAYABLE) == self.seen_statuses.count(VideoStatus.READY)
        assert self.told.count(EventType.FAILED) == self.seen_statuses.count(VideoStatus.FAILED)
        assert self.told.count(EventType.COMPLETED) == int(self.video.complete)
        retries = ways.count((VideoStatus.FAILED, VideoStatus.PROCESSING))
        began = int(self.newest_attempt > 0)
        assert self.told.count(EventType.PROCESSING) == retries + began

    @invariant()
    def only_ways_of_the_table_were_taken(self) -> None:
        for before, after in zip(self.seen_statuses, self.seen_statuses[1:], strict=False):
            assert after in TRANSITIONS[before]

    @invariant()
    def playable_and_complete_are_separate_facts(self) -> None:
        assert self.video.is_playable == (self.video.status is VideoStatus.READY)
        assert not self.video.complete or self.video.is_playable

    @invariant()
    def a_reason_stands_beside_every_failure(self) -> None:
        assert (self.video.failure is not None) == (self.video.status is VideoStatus.FAILED)


TestVideoLife = VideoLife.TestCase


def test_the_table_knows_exactly_three_ways() -> None:
    ways = {(before, after) for before, targets in TRANSITIONS.items() for after in targets}
    assert ways == {
        (VideoStatus.PROCESSING, VideoStatus.READY),
        (VideoStatus.PROCESSING, VideoStatus.FAILED),
        (VideoStatus.FAILED, VideoStatus.PROCESSING),
    }


def test_a_video_cannot_be_restored_in_a_state_that_never_was() -> None:
    video = _new_video()
    fields = {name: getattr(video, name) for name in Video.__dataclass_fields__}
    with pytest.raises(ValueError, match="failure"):
        Video(**(fields | {"status": VideoStatus.FAILED}))
    with pytest.raises(ValueError, match="publication"):
        Video(**(fields | {"status": VideoStatus.READY}))
    with pytest.raises(ValueError, match="complete"):
        Video(**(fields | {"complete": True}))
