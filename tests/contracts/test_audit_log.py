"""What every audit log promises."""

import pytest

from application.errors import DuplicateIdError
from application.pages import PageNumber
from application.ports.audit_log import AuditLog
from domain.account.audit import AuditAction
from tests.builders import an_audit_entry


async def test_entries_come_back_as_they_were_newest_first(audit_log: AuditLog) -> None:
    entries = [
        an_audit_entry(action=action, details={"quotaBytes": 2**53, "ownerId": "x", "none": None})
        for action in AuditAction
    ]
    entries.append(an_audit_entry(actor_id=None))
    for entry in entries:
        await audit_log.append(entry)

    found = await audit_log.list(PageNumber(1, 100))

    assert found.items == tuple(sorted(entries, key=lambda entry: entry.id, reverse=True))
    assert found.total == len(entries)


async def test_a_page_holds_its_part(audit_log: AuditLog) -> None:
    entries = sorted((an_audit_entry() for _ in range(5)), key=lambda entry: entry.id)
    for entry in entries:
        await audit_log.append(entry)

    second = await audit_log.list(PageNumber(2, 2))
    beyond = await audit_log.list(PageNumber(4, 2))

    assert (second.items, second.total) == ((entries[2], entries[1]), 5)
    assert (beyond.items, beyond.total) == ((), 5)


async def test_an_id_is_taken_once(audit_log: AuditLog) -> None:
    first = an_audit_entry()
    await audit_log.append(first)

    with pytest.raises(DuplicateIdError):
        await audit_log.append(an_audit_entry(id=first.id))

    assert (await audit_log.list(PageNumber())).items == (first,)
