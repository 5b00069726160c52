"""What stores find videos by, beside the id: derived from the video with every write."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from domain.ids import StagedId
from domain.video.original import SourcePlace
from domain.video.video import Video


@dataclass(frozen=True, slots=True)
class VideoKeys:
    """Values that are searched and sorted, and are not in the record or not always meant.

    `title_folded` sorts by code point in every store, as it does in Python.
    `staged_id` is None unless the source lies there.
    `cycle_began_at` is None where no work is left.
    `lease_until` is None where nobody holds a claim.
    """

    title_folded: str
    staged_id: StagedId | None
    due_at: datetime | None
    lease_until: datetime | None
    cycle_began_at: datetime | None

    @classmethod
    def of(cls, video: Video) -> Self:
        """Return the keys of a video."""
        is_staged = video.source.place is SourcePlace.STAGED
        return cls(
            title_folded=video.title.folded,
            staged_id=video.source.staged_id if is_staged else None,
            due_at=video.due_at,
            lease_until=video.claim.lease_until if video.claim else None,
            cycle_began_at=video.effort.cycle_began_at if video.needs_work else None,
        )
