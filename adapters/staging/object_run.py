"""What an interrupted run of bytes consists of, told by the names of its objects.

`{turn}.begun` is written by a writer that begins, and holds, as JSON, what lies before its own
bytes; `{turn}-{number}-{offset}-{size}` are its own, in order of their numbers, where one that
begins before the end of those before it replaces what it covers.
Turns are numbered, and the newest tells what counts: what a writer before it still sends, because
it does not know yet that it was succeeded, is named after its own turn and never looked at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from adapters.s3.source import Part
from application.errors import StorageUnavailableError

_BEGUN = re.compile(r"(\d{6})-([0-9a-f]{8})\.begun", re.ASCII)
_PART = re.compile(r"(\d{6}-[0-9a-f]{8})-(\d{6})-(\d{15})-(\d{9})", re.ASCII)


class Begun(msgspec.Struct, frozen=True):
    """What `{turn}.begun` holds: names in the run's folder, and how much of each counts."""

    parts: tuple[tuple[str, int], ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One writer's name in a run; later ones sort behind it."""

    name: str

    @classmethod
    def after(cls, names: Iterable[str], nonce: str) -> "Turn":
        """Return a turn behind all of which `names` tell; `nonce` tells rivals apart."""
        numbers = [int(match[1]) for name in names if (match := _BEGUN.fullmatch(name))]
        return cls(f"{max(numbers, default=0) + 1:06d}-{nonce}")

    @classmethod
    def newest(cls, names: Iterable[str]) -> "Turn | None":
        """Return the last turn of which `names` tell, or None."""
        begun = sorted(name for name in names if _BEGUN.fullmatch(name))
        return cls(begun[-1].removesuffix(".begun")) if begun else None

    @property
    def begun(self) -> str:
        """The name of the object that says what lies before this turn's bytes."""
        return f"{self.name}.begun"

    def part_name(self, number: int, offset_bytes: int, size_bytes: int) -> str:
        """Return the name of an object with bytes of this turn."""
        return f"{self.name}-{number:06d}-{offset_bytes:015d}-{size_bytes:09d}"

    def parts_of(self, folder: str, begun: bytes, names: Iterable[str]) -> list[Part]:
        """Return everything up to the last byte that this turn has sent.

        Args:
            folder: of the run.
            begun: the content of the object named so.
            names: all that lies in the folder.
        """
        try:
            before = msgspec.json.decode(begun, type=Begun).parts
        except msgspec.MsgspecError as exc:
            raise StorageUnavailableError from exc
        parts = [Part(f"{folder}/{name}", size) for name, size in before]
        for name in sorted(names):
            match = _PART.fullmatch(name)
            if match is not None and match[1] == self.name:
                parts = cut(parts, int(match[3]))
                parts.append(Part(f"{folder}/{name}", int(match[4])))
        return parts


def cut(parts: list[Part], size_bytes: int) -> list[Part]:
    """Return the first `size_bytes` of `parts`, or all where there are fewer."""
    kept: list[Part] = []
    for part in parts:
        taken = min(part.size_bytes, size_bytes)
        if taken == 0:
            break
        kept.append(Part(part.key, taken))
        size_bytes -= taken
    return kept


def size_of(parts: list[Part]) -> int:
    """Return how many bytes `parts` have together."""
    return sum(part.size_bytes for part in parts)
