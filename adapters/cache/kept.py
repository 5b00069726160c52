"""Answers in the memory of a process, each under the version that it was read at."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from application.ports.read_cache import Answer
from domain.ids import UserId

_CAPACITY = 500
"""Answers at most; with first pages of ten videos each, some 10 MB."""


class KeptAnswers:
    """Holds as many answers as were used last; whoever asks says which version is current."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[tuple[UserId, Hashable], tuple[Hashable, Any]] = OrderedDict()

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
        self._kept[place] = (version, answer)
        if found is not None:
            self._kept.move_to_end(place)
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
        return answer
