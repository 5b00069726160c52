"""Optimistic concurrency over HTTP: a revision as an entity tag and back.

Source: RFC 9110 sections 8.8.3 and 13.1.1.
"""

import re

from application.errors import PreconditionFailedError

_REVISION_TAG = re.compile(r'"(\d{1,18})"', re.ASCII)


def etag_of(revision: int) -> str:
    """Return the strong entity tag of a revision."""
    return f'"{revision}"'


def expected_revision(if_match: str | None) -> int | None:
    """Return the revision that `If-Match` names; None without one, and for `*`.

    Raises:
        PreconditionFailedError: it names none of our revisions.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    match = _REVISION_TAG.fullmatch(if_match.strip())
    if match is None:
        raise PreconditionFailedError
    return int(match.group(1))
