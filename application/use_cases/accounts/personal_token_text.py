"""How personal access tokens are written and stored."""

import hashlib
import re
from dataclasses import dataclass, field
from uuid import UUID

from domain.account.errors import InvalidTokenError
from domain.ids import PersonalTokenId

PREFIX = "spt_"
"""By it people, scanners of leaked secrets and our own logs know a token when they see one."""

_TEXT = re.compile(rf"{PREFIX}([0-9a-f]{{32}})_([A-Za-z0-9_-]{{43}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonalTokenText:
    """A token as its user holds it: the prefix, the id of its record, and 256 random bits."""

    id: PersonalTokenId
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The token itself."""
        return f"{PREFIX}{self.id.replace('-', '')}_{self.secret}"

    @property
    def digest(self) -> str:
        """The form in which it is stored; random bits need no slow hash."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    @classmethod
    def parse(cls, text: str) -> "PersonalTokenText":
        """Return the token that `text` writes.

        Raises:
            InvalidTokenError: it has not the form of one.
        """
        match = _TEXT.fullmatch(text)
        if match is None:
            raise InvalidTokenError
        return cls(PersonalTokenId(str(UUID(hex=match[1]))), match[2])
