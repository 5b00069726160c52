"""What administrators see, on the wire."""

from datetime import datetime
from math import ceil
from typing import Annotated, Self

from litestar.params import Body
from msgspec import UNSET, UnsetType

from application.pages import Listing
from application.use_cases.administration.change_user import GREATEST_QUOTA, ChangeUserRequest
from application.use_cases.administration.list_jobs import Job, JobState
from application.use_cases.administration.list_users import UserView
from application.use_cases.administration.measure_storage import StorageUse
from application.use_cases.videos.edit_video import UNCHANGED
from domain.account.audit import AuditAction, AuditEntry
from domain.account.user import Role
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from entrypoints.http.schemas.videos import FailureAnswer
from entrypoints.http.schemas.wire import Wire, WireRequest

# What annotations say goes into the description; the use-case alone enforces it.
QuotaBound = Annotated[int, Body(ge=0, le=GREATEST_QUOTA)]


class ChangeUserBody(WireRequest, frozen=True, kw_only=True):
    """New values; a member that is missing leaves the old one, a quota of null is everybody's."""

    disabled: bool | UnsetType = UNSET
    quota_bytes: QuotaBound | UnsetType | None = UNSET
    quota_videos: QuotaBound | UnsetType | None = UNSET

    def to_request(self) -> ChangeUserRequest:
        """Return what the use-case takes."""
        return ChangeUserRequest(
            disabled=UNCHANGED if self.disabled is UNSET else self.disabled,
            quota_bytes=UNCHANGED if self.quota_bytes is UNSET else self.quota_bytes,
            quota_videos=UNCHANGED if self.quota_videos is UNSET else self.quota_videos,
        )


class ListingMeta(Wire, frozen=True, kw_only=True):
    """Where a page stands."""

    page: int
    limit: int
    total: int
    total_pages: int

    @classmethod
    def of(cls, total: int, page: int, limit: int) -> Self:
        """Return the wire form of a page's place among `total` items."""
        return cls(page=page, limit=limit, total=total, total_pages=ceil(total / limit))


class UserRecordAnswer(Wire, frozen=True, kw_only=True):
    """A user; a quota of null is the one that holds for everybody."""

    id: str
    name: str
    email: str
    role: Role
    disabled: bool
    quota_bytes: int | None
    quota_videos: int | None
    used_bytes: int
    used_videos: int
    created_at: datetime

    @classmethod
    def of(cls, view: UserView) -> Self:
        """Return the wire form of `view`."""
        user = view.user
        return cls(
            id=user.id,
            name=user.name.text,
            email=user.email.text,
            role=user.role,
            disabled=not user.is_enabled,
            quota_bytes=user.quota_bytes,
            quota_videos=user.quota_videos,
            used_bytes=view.usage.source_bytes,
            used_videos=view.usage.videos,
            created_at=user.created_at,
        )


class UsersAnswer(Wire, frozen=True, kw_only=True):
    """A page of users."""

    data: tuple[UserRecordAnswer, ...]
    meta: ListingMeta

    @classmethod
    def of(cls, found: Listing[UserView], page: int, limit: int) -> Self:
        """Return the wire form of `found`."""
        data = tuple(map(UserRecordAnswer.of, found.items))
        return cls(data=data, meta=ListingMeta.of(found.total, page, limit))


class SurveyedVideo(Wire, frozen=True, kw_only=True):
    """Anybody's video, without a way to play it."""

    id: str
    owner_id: str
    title: str
    filename: str
    size_bytes: int
    status: VideoStatus
    progress: float
    complete: bool
    failure: FailureAnswer | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, video: Video) -> Self:
        """Return the wire form of `video`."""
        return cls(
            id=video.id,
            owner_id=video.owner_id,
            title=video.title.text,
            filename=video.source.filename.text,
            size_bytes=video.source.size_bytes,
            status=video.status,
            progress=video.progress,
            complete=video.complete,
            failure=FailureAnswer.of(video.failure) if video.failure else None,
            created_at=video.created_at,
            updated_at=video.updated_at,
        )


class SurveyedVideosAnswer(Wire, frozen=True, kw_only=True):
    """A page of everybody's videos."""

    data: tuple[SurveyedVideo, ...]
    meta: ListingMeta

    @classmethod
    def of(cls, found: Listing[Video], page: int, limit: int) -> Self:
        """Return the wire form of `found`."""
        data = tuple(map(SurveyedVideo.of, found.items))
        return cls(data=data, meta=ListingMeta.of(found.total, page, limit))


class JobAnswer(Wire, frozen=True, kw_only=True):
    """The work that a video still needs; worker and lease are null where nobody is on it."""

    video_id: str
    owner_id: str
    title: str
    state: JobState
    attempts: int
    worker: str | None
    lease_until: datetime | None
    due_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> Self:
        """Return the wire form of `job`."""
        video, claim = job.video, job.video.claim
        return cls(
            video_id=video.id,
            owner_id=video.owner_id,
            title=video.title.text,
            state=job.state,
            attempts=video.effort.attempts_in_cycle,
            worker=claim.worker if claim else None,
            lease_until=claim.lease_until if claim else None,
            due_at=video.due_at,
        )


class JobsAnswer(Wire, frozen=True, kw_only=True):
    """A page of jobs."""

    data: tuple[JobAnswer, ...]
    meta: ListingMeta

    @classmethod
    def of(cls, found: Listing[Job], page: int, limit: int) -> Self:
        """Return the wire form of `found`."""
        data = tuple(map(JobAnswer.of, found.items))
        return cls(data=data, meta=ListingMeta.of(found.total, page, limit))


class StorageAnswer(Wire, frozen=True, kw_only=True):
    """What everybody's videos take; `freeBytes` is null where the store knows no end."""

    videos: int
    source_bytes: int
    published_bytes: int
    free_bytes: int | None

    @classmethod
    def of(cls, use: StorageUse) -> Self:
        """Return the wire form of `use`."""
        return cls(
            videos=use.used.videos,
            source_bytes=use.used.source_bytes,
            published_bytes=use.used.published_bytes,
            free_bytes=use.free_bytes,
        )


class AuditEntryAnswer(Wire, frozen=True, kw_only=True):
    """One act; `actorId` is null for the operator's command line."""

    id: str
    at: datetime
    actor_id: str | None
    action: AuditAction
    target_id: str
    details: dict[str, int | str | None]

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        """Return the wire form of `entry`."""
        return cls(
            id=entry.id,
            at=entry.at,
            actor_id=entry.actor_id,
            action=entry.action,
            target_id=entry.target_id,
            details=dict(entry.details),
        )


class AuditAnswer(Wire, frozen=True, kw_only=True):
    """A page of acts."""

    data: tuple[AuditEntryAnswer, ...]
    meta: ListingMeta

    @classmethod
    def of(cls, found: Listing[AuditEntry], page: int, limit: int) -> Self:
        """Return the wire form of `found`."""
        data = tuple(map(AuditEntryAnswer.of, found.items))
        return cls(data=data, meta=ListingMeta.of(found.total, page, limit))
