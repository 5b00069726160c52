"""Argon2id: known answers, equal cost, bounded work."""

import asyncio
import threading
from collections.abc import Callable

import argon2
import pytest

from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import (
    CHEAPEST,
    OWASP,
    RFC_9106_HIGH_MEMORY,
    RFC_9106_LOW_MEMORY,
    Argon2Profile,
)
from application.errors import OverloadedError
from domain.account.password import PlainPassword

PASSWORD = PlainPassword("password")

# Source: the reference implementation, phc-winner-argon2 src/test.c, Argon2id version 19.
KNOWN = [
    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
]


@pytest.mark.parametrize("known", KNOWN, ids=["256 KiB", "two lanes", "64 MiB"])
async def test_known_answers(known: str) -> None:
    hasher = Argon2PasswordHasher(CHEAPEST)

    assert await hasher.verify(PASSWORD, known)
    assert not await hasher.verify(PlainPassword("differentpassword"), known)
    assert hasher.needs_rehash(known)


def test_P11_the_default_is_owasps_profile() -> None:
    assert Argon2Profile(time_cost=2, memory_kib=19 * 1024, parallelism=1) == OWASP


@pytest.mark.parametrize(
    ("profile", "theirs"),
    [
        (RFC_9106_LOW_MEMORY, argon2.profiles.RFC_9106_LOW_MEMORY),
        (RFC_9106_HIGH_MEMORY, argon2.profiles.RFC_9106_HIGH_MEMORY),
        (CHEAPEST, argon2.profiles.CHEAPEST),
    ],
)
def test_named_profiles_are_the_librarys(profile: Argon2Profile, theirs: argon2.Parameters) -> None:
    named = (theirs.time_cost, theirs.memory_cost, theirs.parallelism)

    assert (profile.time_cost, profile.memory_kib, profile.parallelism) == named


async def test_P11_a_hash_is_argon2id_with_the_profiles_parameters() -> None:
    made = await Argon2PasswordHasher(OWASP).hash(PASSWORD)

    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_P11_a_hash_of_an_older_profile_verifies_and_asks_to_be_replaced() -> None:
    old = await Argon2PasswordHasher(CHEAPEST).hash(PASSWORD)
    today = Argon2PasswordHasher(Argon2Profile(time_cost=2, memory_kib=16, parallelism=1))

    assert await today.verify(PASSWORD, old)
    assert today.needs_rehash(old)


@pytest.mark.parametrize(
    "stored",
    [
        "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=8,t=4294967295,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=8192,t=1,p=1024$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=-8,t=-1,p=-1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=8,t=1,p=1$$",
        "$argon2id$v=99$m=8,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$!!!!",
        "$argon2x$v=19$m=8,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$" + "A" * 1_000_000,
        "$2b$10$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz01234",
    ],
    ids=[
        "memory",
        "passes",
        "lanes",
        "negative",
        "empty",
        "version",
        "base64",
        "type",
        "size",
        "bcrypt",
    ],
)
async def test_T19_odd_and_oversized_hashes_cost_no_more_and_verify_nothing(stored: str) -> None:
    hasher = Argon2PasswordHasher(CHEAPEST)

    async with asyncio.timeout(5):
        assert not await hasher.verify(PASSWORD, stored)


async def test_P12_an_unknown_account_costs_one_verification_like_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hasher = Argon2PasswordHasher(CHEAPEST)
    stored = await hasher.hash(PASSWORD)
    asked: list[argon2.Parameters] = []
    original = argon2.PasswordHasher.verify

    def verify(self: argon2.PasswordHasher, text: str, password: bytes) -> bool:
        asked.append(argon2.extract_parameters(text))
        return original(self, text, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)
    for password_hash in (stored, None, "no hash"):
        await hasher.verify(PlainPassword("wrong"), password_hash)

    assert asked == [argon2.extract_parameters(stored)] * 3


async def test_T19_when_the_queue_is_full_the_next_is_refused_at_once() -> None:
    hasher = Argon2PasswordHasher(CHEAPEST, concurrency=2, queue=3)
    stored = await hasher.hash(PASSWORD)
    may_end = threading.Event()
    waiting = [
        *(asyncio.create_task(occupy(hasher, may_end.wait)) for _ in range(2)),
        *(asyncio.create_task(hasher.verify(PASSWORD, stored)) for _ in range(3)),
    ]
    await asyncio.sleep(0)

    for call in (
        hasher.hash(PASSWORD),
        hasher.verify(PASSWORD, stored),
        hasher.verify(PASSWORD, None),
    ):
        with pytest.raises(OverloadedError):
            await call

    may_end.set()
    assert (await asyncio.gather(*waiting))[2:] == [True] * 3
    assert await hasher.verify(PASSWORD, stored)


async def test_a_caller_that_leaves_the_queue_frees_its_place() -> None:
    hasher = Argon2PasswordHasher(CHEAPEST, concurrency=1, queue=1)
    may_end = threading.Event()
    running = asyncio.create_task(occupy(hasher, may_end.wait))
    waiting = asyncio.create_task(hasher.hash(PASSWORD))
    await asyncio.sleep(0)

    waiting.cancel()
    await asyncio.wait({waiting})
    next_in_line = asyncio.create_task(hasher.hash(PASSWORD))
    await asyncio.sleep(0)
    may_end.set()

    assert await next_in_line
    await running


async def test_P11_no_more_than_the_allowed_number_hash_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock, running, peak = threading.Lock(), 0, 0
    original = argon2.PasswordHasher.hash

    def counted(self: argon2.PasswordHasher, password: bytes) -> str:
        nonlocal running, peak
        with lock:
            running += 1
            peak = max(peak, running)
        try:
            return original(self, password)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(argon2.PasswordHasher, "hash", counted)
    hasher = Argon2PasswordHasher(Argon2Profile(2, 1024, 1), concurrency=2, queue=64)

    await asyncio.gather(*(hasher.hash(PASSWORD) for _ in range(60)))

    assert peak == 2


async def test_P11_the_event_loop_turns_while_passwords_are_hashed() -> None:
    hasher = Argon2PasswordHasher(OWASP)
    hashing = asyncio.gather(*(hasher.hash(PASSWORD) for _ in range(6)))
    turns = 0

    while not hashing.done():
        await asyncio.sleep(0.001)
        turns += 1

    assert turns > 10


async def occupy(hasher: Argon2PasswordHasher, wait: Callable[[float], object]) -> None:
    """Take one of the hasher's threads until `wait` returns."""
    await hasher._threads.run(wait, 10.0)
