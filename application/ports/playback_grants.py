"""Grants: the right to fetch one video's published files for a while, as part of a path."""

from abc import abstractmethod
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.ids import UserId, VideoId


class PlaybackGrant(NamedTuple):
    """Who may play what, and until when; a page looks for ten of them."""

    video_id: VideoId
    audience: UserId
    expires_at: datetime


class PlaybackGrants(Protocol):
    """Signs and reads grants."""

    @abstractmethod
    def issue(self, grant: PlaybackGrant) -> str:
        """Return the grant as one URL path segment; `expires_at` is kept to the second."""

    @abstractmethod
    def read(self, text: str, now: datetime) -> PlaybackGrant:
        """Return what `text` grants.

        Signatures are compared in constant time.

        Raises:
            UrlInvalidError: changed, cut, lengthened, or never ours.
            UrlExpiredError: ours, and past its end.
        """
