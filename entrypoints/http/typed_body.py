"""Builtins into wire structs, telling every fault at once."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from domain.violations import Violation, ViolationCode, Violations
from entrypoints.http.schemas.wire import WireRequest

_FIRST_GAP = 2.0**53
"""From here on not every whole number has a float of its own."""

Body = TypeVar("Body", bound=WireRequest)


def convert_body(members: Mapping[str, object], body_type: type[Body]) -> Body:
    """Return `members` as a `body_type`.

    Raises:
        ValidationFailedError: every member that is missing (`required`), unknown
            (`unknown_field`) or of another type (`wrong_type`).
    """
    read = {name: _as_whole(value) for name, value in members.items()}
    try:
        return msgspec.convert(read, body_type)
    except msgspec.ValidationError as error:
        # msgspec stops at the first fault; a second look, member by member, finds them all.
        raise _find_violations(read, body_type).as_error() from error


def _as_whole(value: object) -> object:
    """Return a number without a fraction as an integer, however it was written.

    Source: JSON Schema 2020-12 section 6.1.1, by which 1.0 is one.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _FIRST_GAP:
        return int(value)
    return value


def _find_violations(members: Mapping[str, object], body_type: type[WireRequest]) -> Violations:
    violations = Violations()
    fields = msgspec.structs.fields(body_type)
    for field in fields:
        name = field.encode_name
        if name not in members:
            if field.required:
                violations.add(Violation(name, ViolationCode.REQUIRED, "Is needed."))
        elif not _fits(members[name], field.type):
            violations.add(Violation(name, ViolationCode.WRONG_TYPE, "Is of the wrong type."))
    for name in sorted(members.keys() - {field.encode_name for field in fields}):
        violations.add(Violation(name, ViolationCode.UNKNOWN_FIELD, "Is not known here."))
    return violations


def _fits(value: object, kind: object) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True
