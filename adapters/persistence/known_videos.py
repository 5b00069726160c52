"""Videos that were read before, and need not be read again while they are the same."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from application.views import OwnVideo

_CAPACITY = 4096
"""Videos at most, some 24 MB: 6 KB each, of which the grant and the JSON that are kept with a video
take half."""


class Head(NamedTuple):
    """What tells a state of a video from every other: a store reads it with next to no work.

    Every write raises the version; an id that is used once more has another beginning.
    """

    id: str
    created_at: datetime | int
    version: int


class KnownVideos:
    """Hands out the same object for as long as the store tells the same head of a video.

    So what is read is what is stored, and what was made of it before, be it an aggregate's half or
    its rendering, is not made again.
    May be used by several threads.
    """

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._known: OrderedDict[str, tuple[Head, OwnVideo]] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, video_id: str) -> bool:
        """Tell whether the video is known in some state."""
        return video_id in self._known

    def find(self, head: tuple[Any, ...]) -> OwnVideo | None:
        """Return the video in this state, or None where it is to be read.

        Args:
            head: see Head; a row of its members will do.
        """
        known = self._known.get(head[0])
        return known[1] if known is not None and known[0] == head else None

    def keep(self, head: Head, video: OwnVideo) -> OwnVideo:
        """Remember the state of a video, and forget who came first where there is no room."""
        with self._lock:
            self._known.pop(head.id, None)
            if len(self._known) >= self._capacity:
                self._known.popitem(last=False)
            self._known[head.id] = (head, video)
        return video
