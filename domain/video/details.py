"""What the owner says about a video, judged once at construction."""

import unicodedata
from dataclasses import dataclass
from typing import Self

from domain.text import clean_text, is_forbidden

_DIRECTION_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_UNNAMED = "video"

TITLE_MAX_CHARS = 200
DESCRIPTION_MAX_CHARS = 5000
FILENAME_MAX_CHARS = 255


@dataclass(frozen=True, slots=True)
class Title:
    """One line of text, 1 to `max_chars` characters."""

    text: str

    @classmethod
    def parse(cls, text: str, *, max_chars: int = TITLE_MAX_CHARS) -> Self:
        """Return the title, trimmed.

        Raises:
            ValidationFailedError: `required`, `too_long` or `bad_format` for `title`.
        """
        return cls(clean_text("title", text, min_chars=1, max_chars=max_chars))

    @property
    def folded(self) -> str:
        """The form in which titles are searched and sorted: equal whatever the case."""
        return unicodedata.normalize("NFKC", self.text).casefold()


@dataclass(frozen=True, slots=True)
class Description:
    """Free text over several lines, 1 to `max_chars` characters; no description is None."""

    text: str

    @classmethod
    def parse(cls, text: str | None, *, max_chars: int = DESCRIPTION_MAX_CHARS) -> Self | None:
        """Return the description, trimmed, or None where nothing but blanks is left.

        Raises:
            ValidationFailedError: `too_long` or `bad_format` for `description`.
        """
        if text is None:
            return None
        cleaned = clean_text("description", text, min_chars=0, max_chars=max_chars, multiline=True)
        return cls(cleaned) if cleaned else None


@dataclass(frozen=True, slots=True)
class Filename:
    """The client's name for the file: shown, never used as a path."""

    text: str

    @classmethod
    def from_client(cls, raw: str, *, max_chars: int = FILENAME_MAX_CHARS) -> Self:
        """Return a name that is safe to show, made from whatever a client sent.

        Keeps the last path component; drops control and direction characters and what is too
        long, from the front, so that the ending survives. Nothing left becomes `video`.
        """
        base = raw.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
        kept = "".join(c for c in base if not is_forbidden(c) and c not in _DIRECTION_CONTROLS)
        return cls(kept.strip()[-max_chars:].strip() or _UNNAMED)
