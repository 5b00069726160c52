"""Who works on a video, and how often it has been tried."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a video until `lease_until`, unless renewed.

    `attempt` is the fencing token: it rises with every claim on the video, and only the holder
    of the newest may change what players see.
    """

    attempt: int
    worker: str
    lease_until: datetime

    def is_alive(self, now: datetime) -> bool:
        """Tell whether the lease still runs at `now`."""
        return now < self.lease_until


@dataclass(frozen=True, slots=True)
class Effort:
    """What has been spent on the work so far.

    `attempts_begun` counts every claim ever taken, and never falls.
    `attempts_in_cycle` counts those since the upload, the owner's last retry or the first
    rendition; an attempt that was handed back counts no more.
    `not_before` is when the next attempt may begin.
    """

    attempts_begun: int
    attempts_in_cycle: int
    cycle_began_at: datetime
    not_before: datetime

    def begun(self) -> Self:
        """Count one more attempt."""
        return replace(
            self,
            attempts_begun=self.attempts_begun + 1,
            attempts_in_cycle=self.attempts_in_cycle + 1,
        )

    def ended(self, not_before: datetime, *, counts: bool) -> Self:
        """Let the next attempt begin at `not_before`; `counts` tells whether a try is used up."""
        used = self.attempts_in_cycle - (0 if counts else 1)
        return replace(self, attempts_in_cycle=used, not_before=not_before)
