"""Answers in the memory of a process, each under the version that it was read at."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeAlias

from application.pages import Page
from application.ports.read_cache import Answer
from domain.ids import UserId

_Place: TypeAlias = tuple[UserId, Hashable]

_CAPACITY = 4096
"""Videos at most, some 24 MB: 6 KB each, of which what is made of them takes half."""


class KeptAnswers:
    """Holds the answers that were used last; whoever asks says which version is current."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        """Make room for `capacity` videos: a page takes that of each of its own."""
        self._capacity = capacity
        self._taken = 0
        self._kept: OrderedDict[_Place, tuple[Hashable, Any]] = OrderedDict()

    async def read(
        self,
        version: Hashable,
        owner_id: UserId,
        key: Hashable,
        ask: Callable[[], Awaitable[Answer]],
    ) -> Answer:
        """Return the answer that is kept under `version`, else what `ask` returns.

        `version` was current when this was called, or later; so what `ask` returns is of that
        version or a newer one, and found under a version means current while it was.
        """
        place = (owner_id, key)
        found = self._kept.get(place)
        if found is not None and found[0] == version:
            self._kept.move_to_end(place)
            kept: Answer = found[1]
            return kept
        answer = await ask()
        self._keep(place, version, answer)
        return answer

    def _keep(self, place: _Place, version: Hashable, answer: object) -> None:
        replaced = self._kept.pop(place, None)
        if replaced is not None:
            self._taken -= _videos_in(replaced[1])
        self._kept[place] = (version, answer)
        self._taken += _videos_in(answer)
        while self._taken > self._capacity:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._taken -= _videos_in(oldest)


def _videos_in(answer: object) -> int:
    return len(answer.items) or 1 if isinstance(answer, Page) else 1
