"""Uploads that go from a client straight to a hosted engine."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from application.ports.engine_reports import Arrival
from domain.ids import UserId, VideoId
from domain.upload.upload import Upload


@dataclass(frozen=True, slots=True)
class DirectForm:
    """A form that a client may post with its file, as it stands, until `expires_at`."""

    url: str
    fields: Mapping[str, str] = field(repr=False)
    expires_at: datetime


class DirectUploads(Protocol):
    """Forms that a hosted engine takes, and what came of them.

    A form makes one asset, under the name of one video, and never replaces what is there.
    """

    @property
    @abstractmethod
    def are_taken(self) -> bool:
        """Whether the engine takes uploads past us."""

    @abstractmethod
    def form_for(self, upload: Upload, now: datetime) -> DirectForm:
        """Return what a client is to post.

        The engine checks that it is unchanged; what size and kind of file comes with it, nobody
        can: that is judged when it has arrived.
        """

    @abstractmethod
    async def find(self, video_id: VideoId, owner_id: UserId) -> Arrival | None:
        """Return what has arrived under a video's name, or None.

        Raises:
            ServiceUnavailableError: the engine does not answer.
        """

    @abstractmethod
    async def discard(self, video_id: VideoId, owner_id: UserId, arrival: Arrival) -> None:
        """Remove what has arrived; repeated, it changes nothing.

        Raises:
            ServiceUnavailableError: it may be there still.
        """
