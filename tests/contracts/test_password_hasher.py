"""What every password hasher promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.ports.password_hasher import PasswordHasher
from domain.account.password import PlainPassword
from tests.contracts.adapters_under_test.security import PASSWORD_HASHERS
from tests.contracts.adapters_under_test.table import each

PASSWORD = PlainPassword("correct horse battery staple")


@pytest.fixture(params=each(PASSWORD_HASHERS))
async def hasher(request: pytest.FixtureRequest) -> AsyncIterator[PasswordHasher]:
    async with request.param.open(request) as opened:
        yield opened


async def test_a_hash_verifies_its_password_alone(hasher: PasswordHasher) -> None:
    made = await hasher.hash(PASSWORD)

    assert await hasher.verify(PASSWORD, made)
    assert not await hasher.verify(PlainPassword("correct horse battery stapl"), made)
    assert not await hasher.verify(PlainPassword("Correct horse battery staple"), made)


async def test_a_hash_is_salted_phc_text_without_the_password(hasher: PasswordHasher) -> None:
    first, second = await asyncio.gather(hasher.hash(PASSWORD), hasher.hash(PASSWORD))

    assert first != second
    assert first.startswith("$")
    assert "correct" not in first


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("p" * 256, "p" * 255),
        ("p" * 72 + "tail", "p" * 72 + "other"),
        ("nul\0after", "nul"),
        ("  blanks  ", "blanks"),
        ("é", "e\u0301"),
    ],
    ids=["longest", "past 72 bytes", "past NUL", "blanks", "composed"],
)
async def test_P10_every_character_counts(hasher: PasswordHasher, chosen: str, typed: str) -> None:
    made = await hasher.hash(PlainPassword(chosen))

    assert await hasher.verify(PlainPassword(chosen), made)
    assert not await hasher.verify(PlainPassword(typed), made)


async def test_P12_an_account_that_does_not_exist_has_no_password(hasher: PasswordHasher) -> None:
    answers = [await hasher.verify(PlainPassword(text), None) for text in ("", "password", "\0")]

    assert answers == [False, False, False]


@pytest.mark.parametrize("stored", ["", "hash", "$", "$$$$$", "correct horse battery staple", "ü"])
async def test_what_is_no_hash_verifies_nothing(hasher: PasswordHasher, stored: str) -> None:
    assert not await hasher.verify(PASSWORD, stored)
    assert hasher.needs_rehash(stored)


async def test_half_a_surrogate_pair_is_a_wrong_password(hasher: PasswordHasher) -> None:
    assert not await hasher.verify(PlainPassword("\ud800"), await hasher.hash(PASSWORD))


async def test_a_fresh_hash_is_up_to_date(hasher: PasswordHasher) -> None:
    assert not hasher.needs_rehash(await hasher.hash(PASSWORD))
