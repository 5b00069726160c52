"""The right to append to an upload, held by one request at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Wish(IntEnum):
    """What others ask of the writer; the greater one includes the smaller."""

    NOTHING = 0
    SYNC = 1
    """Make durable what has arrived, and say so, that the offset can be told."""
    STOP = 2
    """End, for somebody else is to write."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Whoever may append until `lease_until`, unless renewed.

    `number` is the fencing token: it rises with every writer of the upload, and only the newest
    may move the offset.
    `holder` names the process.
    """

    number: int
    holder: str
    lease_until: datetime
    wish: Wish = Wish.NOTHING

    def is_alive(self, now: datetime) -> bool:
        """Tell whether the lease still runs at `now`."""
        return now < self.lease_until
