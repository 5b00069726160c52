"""Numbers for events, given to all writers of a process at once.

Writers of one process would only take numbers away from each other, each round a write that a
majority has to acknowledge: so one of them is under way at a time, and whatever comes meanwhile
goes together with the next.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.outbox import keys_of
from application.errors import StoreUnavailableError

_MOST_TOGETHER = 500
_MAX_LOSSES = 50
_LONGEST_PAUSE_S = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What lies in the outbox of a video, and who waits for its numbers."""

    video_id: str
    entries: Sequence[Document]
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class EventNumbering:
    """Numbers the events of outboxes in the order of their coming, and empties the outboxes.

    Doing it again, or at the same time as other processes, numbers nothing twice.
    """

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database
        self._waiting: list[_Told] = []
        self._working: asyncio.Task[None] | None = None

    async def publish(self, video_id: str, entries: Sequence[Document]) -> None:
        """Return when `entries`, in their order, have numbers.

        Raises:
            StoreUnavailableError: they may have none yet.
        """
        if not entries:
            return
        told = _Told(video_id, entries)
        self._waiting.append(told)
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        await told.done

    async def _work(self) -> None:
        """Publish until nobody waits; not a writer's own task, which may be cancelled."""
        try:
            while self._waiting:
                together = self._waiting[:_MOST_TOGETHER]
                del self._waiting[:_MOST_TOGETHER]
                await self._publish(together)
        finally:
            self._working = None

    async def _publish(self, together: Sequence[_Told]) -> None:
        waiting = [told.done for told in together]
        try:
            await self._number({entry["key"]: entry for told in together for entry in told.entries})
            await self._database.collection("videos").pull_each(
                [(told.video_id, keys_of(told.entries)) for told in together], "outbox", "key"
            )
        except Exception as error:  # noqa: BLE001 - every writer is to know, whatever it is
            for done in waiting:
                if not done.done():
                    done.set_exception(error)
        for done in waiting:
            if not done.done():
                done.set_result(None)

    async def _number(self, by_key: dict[str, Document]) -> None:
        events, entries, losses = self._database.collection("events"), list(by_key.values()), 0
        while entries:
            first = await events.greatest_id() + 1
            numbered = [{"_id": first + place, **entry} for place, entry in enumerate(entries)]
            clash = await events.insert_in_order(numbered)
            if clash is None:
                return
            was_numbered_before = clash.field == "key"
            entries = entries[clash.inserted + was_numbered_before :]
            if was_numbered_before:
                continue
            # The number is another process's, so count again.
            losses += 1
            if losses == _MAX_LOSSES:
                raise StoreUnavailableError
            await asyncio.sleep(random.uniform(0, _LONGEST_PAUSE_S))  # noqa: S311 - keeps no secret
