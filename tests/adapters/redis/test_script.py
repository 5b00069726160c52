"""Calls of a script share a trip, and outlive what the server forgets."""

import secrets

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.script import Call, Script

_ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"


@pytest.fixture
def key() -> str:
    return f"test-{secrets.token_hex(8)}"


async def test_each_call_is_answered_in_its_place(redis: Redis, key: str) -> None:
    script = Script(redis, _ADD)

    assert await script.call([Call([key], [2]), Call([f"{key}-other"], [5]), Call([key], [3])]) == [
        2,
        5,
        5,
    ]


async def test_a_script_that_the_server_has_forgotten_is_sent_again(redis: Redis, key: str) -> None:
    script = Script(redis, f"{_ADD} -- {key}")
    assert await script.call([Call([key], [1])]) == [1]

    await redis.script_flush()

    assert await script.call([Call([key], [1]), Call([key], [1])]) == [2, 3]


async def test_a_call_that_fails_is_told(redis: Redis, key: str) -> None:
    await redis.set(key, "no number")

    with pytest.raises(ResponseError):
        await Script(redis, _ADD).call([Call([key], [1])])
