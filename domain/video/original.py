"""The file as uploaded."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import StagedId
from domain.video.details import Filename


class SourcePlace(StrEnum):
    """Where the file as uploaded lies; HOSTED is with the engine that made the renditions."""

    STAGED = "staged"
    STORED = "stored"
    HOSTED = "hosted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Source:
    """The file as uploaded: what the client called it, its length, digest and place.

    `request_id` names the request that brought it, for the log lines of the work on it.
    """

    filename: Filename
    size_bytes: int
    sha256: str
    staged_id: StagedId
    place: SourcePlace = SourcePlace.STAGED
    request_id: str | None = None
