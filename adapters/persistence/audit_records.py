"""The stored form of audit entries, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from domain.account.audit import AuditAction, AuditEntry
from domain.ids import AuditEntryId, UserId


class AuditEntryRecord(Struct, frozen=True, kw_only=True):
    """`domain.account.audit.AuditEntry`."""

    schema: Literal[1] = 1
    id: str
    at: datetime
    actor_id: str | None
    action: AuditAction
    target_id: str
    details: dict[str, int | str | None]


def from_audit_entry(entry: AuditEntry) -> AuditEntryRecord:
    """Return the record of an entry."""
    return AuditEntryRecord(
        id=entry.id,
        at=entry.at,
        actor_id=entry.actor_id,
        action=entry.action,
        target_id=str(entry.target_id),
        details=dict(entry.details),
    )


def to_audit_entry(record: AuditEntryRecord) -> AuditEntry:
    """Return the entry that a record holds."""
    return AuditEntry(
        id=AuditEntryId(record.id),
        at=record.at,
        actor_id=None if record.actor_id is None else UserId(record.actor_id),
        action=record.action,
        target_id=record.target_id,
        details=record.details,
    )
