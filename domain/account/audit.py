"""What administrators and operators did, for those who ask later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.ids import AuditEntryId, UserId


class AuditAction(StrEnum):
    """Every act that is kept."""

    USER_DISABLED = "user_disabled"
    USER_ENABLED = "user_enabled"
    QUOTA_CHANGED = "quota_changed"
    ROLE_GRANTED = "role_granted"
    ROLE_REVOKED = "role_revoked"
    VIDEO_REQUEUED = "video_requeued"
    VIDEO_DELETED = "video_deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act; `actor_id` is None for the operator's command line, `target_id` a user or video."""

    id: AuditEntryId
    at: datetime
    actor_id: UserId | None
    action: AuditAction
    target_id: str
    details: Mapping[str, int | str | None] = field(default_factory=dict)
