"""Answers that are kept while a stamp on a server of the Redis protocol stays the same.

Every owner whose videos are read has a stamp there: a random text that lives for a second.
A process keeps an answer under the stamp that it saw before it asked the store, and gives it again
when it sees the same stamp.
A writer takes part in `writers` of the owner and deletes the stamp, writes, deletes the stamp
again and leaves; as long as there are writers, no stamp is made.

Why an answer is current. Say a write was acknowledged before a read began, and the read saw
stamp S and gave the answer kept under it.
The writer had deleted the stamp after its write; stamps are never made twice, so S was made after
that, was seen after that, and the store was asked after that: the write is in the answer.
If the writer could not reach the server, it waited longer than a stamp lives before it
acknowledged: again S was made after the write.
That `writers` is left alone by other writers and by stamps adds order among reads while a write is
under way: nobody is told the old value after somebody was told the new one.
A writer that dies, or never learns what became of its write, stays among the writers for a minute,
and for that minute the owner is read from the store.

What is assumed of the server: what it has deleted does not come back. Where an asynchronous
replica is promoted, or an old snapshot loaded, within the second that a stamp lives, an answer may
be as old as that second.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from redis.asyncio import Redis

from adapters.cache.kept import KeptAnswers
from adapters.joining.joined_questions import JoinedQuestions
from adapters.redis.line import Line, ServerAwayError
from adapters.redis.script import Call, Script
from application.ports.read_cache import Answer, ChangeFence, ReadCache
from domain.ids import UserId

_STAMP_LIFE = timedelta(seconds=1)
_WRITER_LIFE = timedelta(minutes=1)
"""Longer than any write of ours may take on a database server that still answers."""

_OWNERS_TOGETHER = 64

_MARGIN = 1.2
"""How much longer than a stamp a writer waits: two machines do not count seconds quite alike."""

_STAMP = """
local stamp = redis.call('GET', KEYS[1])
if stamp or redis.call('EXISTS', KEYS[2]) == 1 then
  return stamp
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
"""
_ENTER = """
redis.call('DEL', KEYS[1])
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
"""
_LEAVE = """
redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[2], ARGV[1])
"""


class RedisReadCache(ReadCache, ChangeFence):
    """One round trip a read, which those of one moment share, and two more a write.

    See the module for why it is right.
    """

    def __init__(
        self,
        redis: Redis,
        prefix: str = "streaming-platform:reads:",
        stamp_life: timedelta = _STAMP_LIFE,
    ) -> None:
        self._prefix = prefix
        self._stamp_life = stamp_life
        self._kept = KeptAnswers()
        self._line = Line("kept answers")
        self._stamp = Script(redis, _STAMP)
        self._stamps = JoinedQuestions(self._read_stamps, _OWNERS_TOGETHER)
        self._enter = redis.register_script(_ENTER)
        self._leave = redis.register_script(_LEAVE)

    async def read(
        self, owner_id: UserId, key: Hashable, ask: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        try:
            stamp = await self._stamps.ask(owner_id)
        except ServerAwayError:
            stamp = None
        if stamp is None:
            return await ask()
        return await self._kept.read(stamp, owner_id, key, ask)

    async def _read_stamps(self, owner_ids: Sequence[UserId]) -> list[bytes | None]:
        """Return the stamp of each owner, or None where somebody writes."""
        life_ms = _milliseconds(self._stamp_life)
        calls = [Call(self._keys(each), [secrets.token_hex(8), life_ms]) for each in owner_ids]
        return await self._line.ask(lambda: self._stamp.call(calls))

    @asynccontextmanager
    async def changing(self, owner_id: UserId) -> AsyncIterator[None]:
        keys, writer = self._keys(owner_id), secrets.token_hex(8)
        # Where this fails, some may be told the old value after others were told the new one, but
        # only until the write is acknowledged.
        with suppress(ServerAwayError):
            await self._line.ask(lambda: self._enter(keys, [writer, _milliseconds(_WRITER_LIFE)]))
        yield
        try:
            await self._line.ask(lambda: self._leave(keys, [writer]))
        except ServerAwayError:
            await asyncio.sleep(self._stamp_life.total_seconds() * _MARGIN)

    def _keys(self, owner_id: UserId) -> list[str]:
        """Return the keys of the stamp and of the writers; the braces keep them on one server."""
        return [f"{self._prefix}{{{owner_id}}}:{name}" for name in ("stamp", "writers")]


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
