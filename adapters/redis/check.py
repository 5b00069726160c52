"""Whether the server of the Redis protocol answers."""

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from application.errors import ServiceUnavailableError
from application.ports.dependency_check import DependencyCheck


class RedisCheck(DependencyCheck):
    """Pings it."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    @property
    def name(self) -> str:
        return "redis"

    async def check(self) -> None:
        try:
            await cast("Awaitable[bool]", self._redis.ping())  # typed for both clients
        except (RedisError, OSError) as exc:
            raise ServiceUnavailableError from exc
