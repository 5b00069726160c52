"""Aggregates with a default for everything, so that a test names only what it is about.

Ids are drawn anew each time: tests that share a store never meet each other's records.
"""

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from domain.account.audit import AuditAction, AuditEntry
from domain.account.email import EmailAddress
from domain.account.personal_token import PersonalToken, Scope, TokenName
from domain.account.session import Session
from domain.account.user import PersonName, User
from domain.event import EventType
from domain.ids import (
    AuditEntryId,
    DeliveryId,
    Id,
    PersonalTokenId,
    SessionId,
    StagedId,
    UploadId,
    UserId,
    VideoId,
    WebhookId,
)
from domain.upload.details import UploadDetails
from domain.upload.upload import Upload, UploadStatus
from domain.video.claim import Claim, Effort
from domain.video.details import Filename, Title
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import PLAYABLE, VideoStatus
from domain.video.original import Source
from domain.video.renditions import Publication, Rendition
from domain.video.source import AudioStream, SourceInfo, VideoStream
from domain.video.video import Video
from domain.webhook.delivery import Delivery
from domain.webhook.endpoint import Endpoint
from domain.webhook.secret import WebhookSecret

AnyId = TypeVar("AnyId", bound=Id)

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
"""When everything was made, unless a test says otherwise."""


def an_id(kind: type[AnyId]) -> AnyId:
    """Return an id that nothing else has."""
    return kind(uuid.UUID(bytes=secrets.token_bytes(16)))


def a_source(**changes: object) -> Source:
    """Return a staged file of 1000 bytes."""
    defaults: dict[str, object] = {
        "filename": Filename("clip.mp4"),
        "size_bytes": 1000,
        "sha256": hashlib.sha256(b"clip").hexdigest(),
        "staged_id": an_id(StagedId),
    }
    return Source(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_source_info(**changes: object) -> SourceInfo:
    """Return ten seconds of 720p with stereo sound."""
    rate_fps = Fraction(30_000, 1001)
    defaults: dict[str, object] = {
        "container": "mov",
        "size_bytes": 1000,
        "duration_s": 10.0,
        "video": VideoStream(0, "h264", 1280, 720, rate_fps, rate_fps, "High"),
        "audio": AudioStream(1, "aac", 2, 48_000, "LC"),
        "streams": 2,
    }
    return SourceInfo(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_publication(**changes: object) -> Publication:
    """Return one rendition, published by the first attempt."""
    defaults: dict[str, object] = {
        "attempt": 1,
        "renditions": (Rendition("720p", 1280, 720, 2_500_000),),
    }
    return Publication(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_claim(**changes: object) -> Claim:
    """Return the claim of a first attempt, alive for a minute."""
    defaults: dict[str, object] = {
        "attempt": 1,
        "worker": "worker",
        "lease_until": NOW + timedelta(minutes=1),
    }
    return Claim(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def an_effort(**changes: object) -> Effort:
    """Return work that may begin at once, and was not tried yet."""
    defaults: dict[str, object] = {
        "attempts_begun": 0,
        "attempts_in_cycle": 0,
        "cycle_began_at": NOW,
        "not_before": NOW,
    }
    return Effort(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_video(status: VideoStatus = VideoStatus.PROCESSING, **changes: object) -> Video:
    """Return a video with what its status asks for: a failure, or something to play."""
    defaults: dict[str, object] = {
        "id": an_id(VideoId),
        "owner_id": an_id(UserId),
        "title": Title("A title"),
        "description": None,
        "source": a_source(),
        "created_at": NOW,
        "updated_at": NOW,
        "effort": an_effort(),
        "failure": Failure(FailureCode.INTERNAL_ERROR) if status is VideoStatus.FAILED else None,
        "publication": a_publication() if status in PLAYABLE else None,
    }
    return Video(status=status, **defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def an_upload(status: UploadStatus = UploadStatus.OPEN, **changes: object) -> Upload:
    """Return an upload of 1000 bytes that lives for a day, with what its status asks for."""
    is_finished, is_expired = (status is wanted for wanted in list(UploadStatus)[1:])
    defaults: dict[str, object] = {
        "id": an_id(UploadId),
        "owner_id": an_id(UserId),
        "video_id": an_id(VideoId),
        "staged_id": an_id(StagedId),
        "details": UploadDetails("A title", None, "clip.mp4"),
        "length_bytes": 1000,
        "offset_bytes": 1000 if is_finished else 0,
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=1),
        "forget_at": NOW + timedelta(days=2) if is_expired else None,
    }
    return Upload(status=status, **defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_user(**changes: object) -> User:
    """Return a user whose e-mail address nobody else has."""
    defaults: dict[str, object] = {
        "id": an_id(UserId),
        "name": PersonName("Ada"),
        "email": EmailAddress(f"ada-{secrets.token_hex(8)}@example.com"),
        "password_hash": "hash",
        "created_at": NOW,
    }
    return User(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_session(**changes: object) -> Session:
    """Return a session that lives for a day and was never refreshed."""
    defaults: dict[str, object] = {
        "id": an_id(SessionId),
        "user_id": an_id(UserId),
        "token_digest": "digest",
        "created_at": NOW,
        "rotated_at": NOW,
        "last_used_at": NOW,
        "expires_at": NOW + timedelta(days=1),
    }
    return Session(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_personal_token(**changes: object) -> PersonalToken:
    """Return a token that reads videos, never used and without an end."""
    defaults: dict[str, object] = {
        "id": an_id(PersonalTokenId),
        "user_id": an_id(UserId),
        "name": TokenName("CI"),
        "scopes": frozenset({Scope.VIDEOS_READ}),
        "digest": "digest",
        "created_at": NOW,
    }
    return PersonalToken(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def an_audit_entry(**changes: object) -> AuditEntry:
    """Return the act of some administrator on somebody."""
    defaults: dict[str, object] = {
        "id": an_id(AuditEntryId),
        "at": NOW,
        "actor_id": an_id(UserId),
        "action": AuditAction.USER_DISABLED,
        "target_id": str(an_id(UserId)),
    }
    return AuditEntry(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def an_endpoint(**changes: object) -> Endpoint:
    """Return an enabled endpoint for every type of event."""
    defaults: dict[str, object] = {
        "id": an_id(WebhookId),
        "owner_id": an_id(UserId),
        "url": "https://hooks.example.com/",
        "events": frozenset(EventType),
        "description": None,
        "secret": WebhookSecret.made_of(secrets.token_urlsafe(32)),
        "after": 0,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Endpoint(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_delivery(**changes: object) -> Delivery:
    """Return a delivery that is due and was never tried."""
    defaults: dict[str, object] = {
        "id": an_id(DeliveryId),
        "endpoint_id": an_id(WebhookId),
        "owner_id": an_id(UserId),
        "number": 1,
        "event_type": EventType.CREATED,
        "body": "{}",
        "created_at": NOW,
        "next_at": NOW,
    }
    return Delivery(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name
