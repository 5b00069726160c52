"""What administrators and operators did."""

from dataclasses import dataclass

from application.actor import Actor
from application.pages import DEFAULT_LIMIT, Listing, PageNumber
from application.ports.audit_log import AuditLog
from application.use_cases.administration.access import require_administrator
from domain.account.audit import AuditEntry
from domain.violations import Violations


@dataclass(frozen=True, slots=True)
class ListAuditRequest:
    """What to list; judged by the use-case."""

    page: int = 1
    limit: int = DEFAULT_LIMIT


class ListAudit:
    """Return a page of what administrators and operators did, the last act first.

    An act is kept before it is done, so one that failed is here, too.
    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        ValidationFailedError: every fault of the request's fields.
    """

    def __init__(self, log: AuditLog) -> None:
        self._log = log

    async def __call__(self, actor: Actor, request: ListAuditRequest) -> Listing[AuditEntry]:
        require_administrator(actor)
        violations = Violations()
        page = PageNumber.judge(request.page, request.limit, violations)
        if violations:
            raise violations.as_error()
        return await self._log.list(page)
