"""E-mail addresses: normalised once, then compared as they are."""

import re
from dataclasses import dataclass
from typing import Self

from domain.violations import ViolationCode, invalid

EMAIL_MAX_CHARS = 254
"""Source: RFC 5321 section 4.5.3.1.3 less the angle brackets (RFC erratum 1690)."""

_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", re.ASCII)
_DOMAIN_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An ASCII address in lower case without surrounding blanks."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the normalised address; takes time linear in its length.

        Raises:
            ValidationFailedError: `required`, `too_long` or `bad_format` for `email`.
        """
        address = text.strip().lower()
        if not address:
            raise invalid("email", ViolationCode.REQUIRED, "An e-mail address is needed.")
        if len(address) > EMAIL_MAX_CHARS:
            message = f"Must have at most {EMAIL_MAX_CHARS} characters."
            raise invalid("email", ViolationCode.TOO_LONG, message)
        if not _is_address(address):
            raise invalid("email", ViolationCode.BAD_FORMAT, "Must look like name@example.com.")
        return cls(address)


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    return (
        at == "@"
        and _LOCAL_PART.fullmatch(local) is not None
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) > 1
        and all(_DOMAIN_LABEL.fullmatch(label) for label in labels)
    )
