"""The video aggregate: every change of a video is one of its verbs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from domain.ids import UserId, VideoId
from domain.video.claim import Claim, Effort
from domain.video.details import Description, Title
from domain.video.errors import (
    ClaimLostError,
    OriginalGoneError,
    TransitionNotAllowedError,
    WorkNotDueError,
)
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import PLAYABLE, VideoStatus
from domain.video.original import Source, SourcePlace
from domain.video.renditions import Publication
from domain.video.source import SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """One video of one owner; immutable, each verb returns the next value.

    The constructor restores a stored video and checks only what must always hold.
    `version` counts writes, `revision` counts edits of title and description.
    `complete` says that every planned rendition is published.
    `shortfall` says why a playable video will never be complete.
    `bookmark` is what an engine wants to find again in its next attempt, `report` what it says by
    itself in between; only the engine reads them.
    """

    id: VideoId
    owner_id: UserId
    title: Title
    description: Description | None
    source: Source
    created_at: datetime
    updated_at: datetime
    effort: Effort
    status: VideoStatus = VideoStatus.PROCESSING
    failure: Failure | None = None
    shortfall: Failure | None = None
    source_info: SourceInfo | None = None
    progress: float = 0.0
    complete: bool = False
    publication: Publication | None = None
    placeholder: str | None = None
    claim: Claim | None = None
    bookmark: str | None = None
    report: str | None = None
    deleted_at: datetime | None = None
    revision: int = 1
    version: int = 1

    def __post_init__(self) -> None:
        if (self.status is VideoStatus.FAILED) != (self.failure is not None):
            raise ValueError("a video has a failure exactly when it is FAILED")
        if self.is_playable != (self.publication is not None):
            raise ValueError("a video has a publication exactly when it is playable")
        if self.complete and not self.is_playable:
            raise ValueError("a complete video is playable")

    @classmethod
    def create(
        cls,
        *,
        id: VideoId,  # noqa: A002 - the field's name
        owner_id: UserId,
        title: Title,
        description: Description | None,
        source: Source,
        now: datetime,
    ) -> Self:
        """Return the video of an upload whose bytes are safe."""
        return cls(
            id=id,
            owner_id=owner_id,
            title=title,
            description=description,
            source=source,
            created_at=now,
            updated_at=now,
            effort=Effort(0, 0, cycle_began_at=now, not_before=now),
        )

    @property
    def is_playable(self) -> bool:
        """Whether there is something to play."""
        return self.status in PLAYABLE

    @property
    def needs_work(self) -> bool:
        """Whether an engine still has something to do here."""
        if self.deleted_at is not None or self.complete or self.shortfall is not None:
            return False
        return self.status is not VideoStatus.FAILED

    @property
    def due_at(self) -> datetime | None:
        """When the work may be claimed next; None where there is none."""
        if not self.needs_work:
            return None
        return self.claim.lease_until if self.claim else self.effort.not_before

    def edit(self, *, title: Title, description: Description | None, now: datetime) -> Self:
        """Change what the owner says about the video."""
        if (title, description) == (self.title, self.description):
            return self
        return self._changed(now, title=title, description=description, revision=self.revision + 1)

    def take_claim(self, worker: str, now: datetime, lease: timedelta) -> Self:
        """Give `worker` the work, under a new attempt number.

        Raises:
            WorkNotDueError: nothing to do, not yet, or another's claim is alive.
        """
        if self.due_at is None or now < self.due_at:
            raise WorkNotDueError
        effort = self.effort.begun()
        claim = Claim(effort.attempts_begun, worker, now + lease)
        return self._changed(now, effort=effort, claim=claim)

    def renew_claim(self, attempt: int, now: datetime, lease: timedelta) -> Self:
        """Move the end of the lease; a lease that ran out unnoticed may still be renewed."""
        claim = replace(self.require_claim(attempt), lease_until=now + lease)
        return replace(self, claim=claim, version=self.version + 1)

    def release_claim(self, attempt: int, not_before: datetime, *, counts: bool) -> Self:
        """End the attempt without a result; `counts` tells whether it uses up a try."""
        self.require_claim(attempt)
        effort = self.effort.ended(not_before, counts=counts)
        return replace(self, claim=None, effort=effort, version=self.version + 1)

    def await_engine(
        self, attempt: int, look_again_at: datetime, seen: str | None, now: datetime
    ) -> Self:
        """End the attempt while the engine works on by itself; it uses up no try.

        The next may begin at `look_again_at`, or at once where the report is not the one that
        the attempt has `seen`.
        """
        not_before = look_again_at if self.report == seen else now
        return self.release_claim(attempt, not_before, counts=False)

    def keep_bookmark(self, attempt: int, bookmark: str) -> Self:
        """Keep what the engine wants to find again."""
        self.require_claim(attempt)
        return replace(self, bookmark=bookmark, version=self.version + 1)

    def note_report(self, report: str, now: datetime) -> Self:
        """Keep what the engine says by itself, and make the work due at once.

        A claim that is held stays; a video without work left, or one that knows it already,
        stays as it is.
        """
        if not self.needs_work or report == self.report:
            return self
        effort = replace(self.effort, not_before=min(self.effort.not_before, now))
        return replace(self, report=report, effort=effort, version=self.version + 1)

    def note_source_info(self, attempt: int, info: SourceInfo, now: datetime) -> Self:
        """Keep what probing found."""
        self.require_claim(attempt)
        return self._changed(now, source_info=info)

    def advance(self, attempt: int, progress: float, now: datetime) -> Self:
        """Raise `progress`; it never falls, whatever an attempt reports."""
        self.require_claim(attempt)
        return self._changed(now, progress=max(self.progress, min(progress, 1.0)))

    def publish(self, attempt: int, publication: Publication, now: datetime) -> Self:
        """Show `publication` to players from here on; the first one makes the video READY.

        With it the tries count anew: what comes from here on is other work, and a video that has
        played is no longer suspected of having killed the workers before.
        """
        self.require_claim(attempt)
        if self.is_playable:
            return self._changed(now, publication=publication)
        self._require_way_to(VideoStatus.READY)
        effort = replace(self.effort, attempts_in_cycle=1)
        return self._changed(now, status=VideoStatus.READY, publication=publication, effort=effort)

    def keep_placeholder(self, attempt: int, placeholder: str, now: datetime) -> Self:
        """Keep the tiny blurred picture that stands in for the thumbnail."""
        self.require_claim(attempt)
        return self._changed(now, placeholder=placeholder)

    def finish(self, attempt: int, now: datetime) -> Self:
        """Say that every planned rendition is published, and end the claim."""
        self.require_claim(attempt)
        return self._changed(now, complete=True, progress=1.0, claim=None)

    def give_up(self, code: FailureCode, now: datetime) -> Self:
        """End the work without what is missing; whoever holds a claim loses it.

        A video that nobody can play yet becomes FAILED; a playable one keeps what it has.
        """
        if not self.needs_work:
            raise WorkNotDueError
        failure = Failure(code)
        if self.is_playable:
            return self._changed(now, shortfall=failure, claim=None)
        self._require_way_to(VideoStatus.FAILED)
        return self._changed(now, status=VideoStatus.FAILED, failure=failure, claim=None)

    def retry(self, now: datetime) -> Self:
        """Begin again after any failure, on the owner's wish: a bound may have been raised.

        Raises:
            TransitionNotAllowedError: the video is not FAILED.
            OriginalGoneError: there is nothing to work on.
        """
        self._require_way_to(VideoStatus.PROCESSING)
        if self.source.place is SourcePlace.GONE:
            raise OriginalGoneError
        effort = replace(self.effort, attempts_in_cycle=0, cycle_began_at=now, not_before=now)
        return self._changed(
            now, status=VideoStatus.PROCESSING, failure=None, progress=0.0, effort=effort
        )

    def move_source(self, place: SourcePlace) -> Self:
        """Note where the source lies from here on."""
        source = replace(self.source, place=place)
        return replace(self, source=source, version=self.version + 1)

    def delete(self, now: datetime) -> Self:
        """Hide the video at once; what is stored for it is removed after."""
        return self._changed(now, deleted_at=now, claim=None)

    def require_claim(self, attempt: int) -> Claim:
        """Return the claim of `attempt`.

        Raises:
            ClaimLostError: another attempt, or none, holds the claim.
        """
        if self.claim is None or self.claim.attempt != attempt or self.deleted_at is not None:
            raise ClaimLostError
        return self.claim

    def _require_way_to(self, target: VideoStatus) -> None:
        if not self.status.may_become(target):
            raise TransitionNotAllowedError(self.status, target)

    def _changed(self, now: datetime, **changes: object) -> Self:
        return replace(self, updated_at=now, version=self.version + 1, **changes)  # type: ignore[arg-type]  # replace() knows no types of fields given by name
