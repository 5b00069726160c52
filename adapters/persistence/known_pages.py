"""Pages that were put together before, and need not be again while they are the same."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from threading import Lock
from typing import Any

from application.pages import DEFAULT_LIMIT, Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId

_CAPACITY = 512
"""Pages at most; where each has ten videos that nobody else keeps, some 20 MB."""


class KnownPages:
    """Hands out the same object for as long as the store tells the same of a page.

    A store is asked each time, and tells the count and the heads of the videos (see Head); so
    what was made of a page before is not made again, unless one of its videos or their number
    has changed.
    Pages longer than usual are not kept: they are seldom asked for again, and take more room.
    May be used by several threads.
    """

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._known: OrderedDict[Hashable, tuple[Sequence[Any], Page[OwnVideo]]] = OrderedDict()
        self._lock = Lock()

    def find(
        self, owner_id: UserId, query: VideoQuery, told: Sequence[Any]
    ) -> Page[OwnVideo] | None:
        """Return the page of which the store told the same before, or None."""
        known = self._known.get((owner_id, query))
        return known[1] if known is not None and known[0] == told else None

    def keep(
        self, owner_id: UserId, query: VideoQuery, told: Sequence[Any], page: Page[OwnVideo]
    ) -> Page[OwnVideo]:
        """Remember a page, and forget who came first where there is no room."""
        if query.limit <= DEFAULT_LIMIT:
            asked = (owner_id, query)
            with self._lock:
                self._known.pop(asked, None)
                if len(self._known) >= self._capacity:
                    self._known.popitem(last=False)
                self._known[asked] = (told, page)
        return page
