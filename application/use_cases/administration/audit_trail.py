"""Writing the audit log."""

from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from domain.account.audit import AuditAction, AuditEntry
from domain.ids import AuditEntryId, Id, UserId


class AuditTrail:
    """Keeps acts before they are done: none lacks its entry, though one may come to nothing."""

    def __init__(self, log: AuditLog, clock: Clock, ids: IdGenerator) -> None:
        self._log = log
        self._clock = clock
        self._ids = ids

    async def note(
        self, actor_id: UserId | None, action: AuditAction, target: Id, **details: int | str | None
    ) -> None:
        """Keep an act; `actor_id` is None for the operator's command line."""
        entry = AuditEntry(
            id=AuditEntryId(self._ids.new_id()),
            at=self._clock.now(),
            actor_id=actor_id,
            action=action,
            target_id=str(target),
            details=details,
        )
        await self._log.append(entry)
