"""Counters that all processes share, on a server of the Redis protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from redis.asyncio import Redis

from adapters.joining.joined_questions import JoinedQuestions
from adapters.limits.in_process import InProcessRateLimits
from adapters.redis.line import Line, ServerAwayError
from adapters.redis.script import Call, Script
from application.limits import Rate
from application.ports.rate_limits import RateLimits, Standing

_TAKE = """
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local window_ms, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest_ms = tonumber(redis.call('LINDEX', KEYS[1], 0))
while oldest_ms and oldest_ms <= now_ms - window_ms do
  redis.call('LPOP', KEYS[1])
  oldest_ms = tonumber(redis.call('LINDEX', KEYS[1], 0))
end
local used = redis.call('LLEN', KEYS[1])
local allowed = used < most
if allowed then
  used = redis.call('RPUSH', KEYS[1], string.format('%.0f', now_ms))
  redis.call('PEXPIRE', KEYS[1], window_ms)
end
return {allowed and 1 or 0, most - used, (oldest_ms or now_ms) + window_ms - now_ms}
"""

_GIVE_BACK = "redis.call('RPOP', KEYS[1])"

_COUNTED_TOGETHER = 64
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Use:
    """One use, which is like no other: two of the same key at once are two."""

    key: str
    rate: Rate


class RedisRateLimits(RateLimits):
    """Keeps the instant of every use as the in-process counter does, by the server's own clock.

    One script and one list for each key, which goes with its last use; uses of one moment share a
    round trip.
    While the server is away, `local` counts with the same rates: with n processes, those who use
    up one counter after another get n + 1 times a rate at most, and never more.
    """

    def __init__(
        self, redis: Redis, local: InProcessRateLimits, prefix: str = "streaming-platform:uses:"
    ) -> None:
        self._redis = redis
        self._local = local
        self._prefix = prefix
        self._line = Line("rate limits")
        self._take = Script(redis, _TAKE)
        self._uses = JoinedQuestions(self._count, _COUNTED_TOGETHER)
        self._give_back = redis.register_script(_GIVE_BACK)

    async def take(self, key: str, rate: Rate) -> Standing:
        try:
            return await self._uses.ask(_Use(key, rate))
        except ServerAwayError:
            return await self._local.take(key, rate)

    async def _count(self, uses: Sequence[_Use]) -> list[Standing]:
        calls = [
            Call([self._prefix + use.key], [use.rate.window // _MS, use.rate.count]) for use in uses
        ]
        counted = await self._line.ask(lambda: self._take.call(calls))
        return [
            Standing(bool(is_allowed), remaining, reset_s=max(1, -(-reset_ms // 1000)))
            for is_allowed, remaining, reset_ms in counted
        ]

    async def give_back(self, key: str) -> None:
        try:
            await self._line.ask(lambda: self._give_back([self._prefix + key]))
        except ServerAwayError:
            await self._local.give_back(key)

    async def forget(self, key: str) -> None:
        await self._local.forget(key)
        try:
            await self._line.ask(lambda: self._redis.delete(self._prefix + key))
        except ServerAwayError:
            return
