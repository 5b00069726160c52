"""What every store of users promises."""

import asyncio

import pytest

from application.errors import DuplicateIdError, EmailTakenError, UserNotFoundError
from application.ports.user_repository import UserRepository
from domain.account.email import EmailAddress
from domain.account.user import Role, User
from domain.ids import UserId
from tests.builders import NOW, a_user, an_id

USERS = {
    "plain": a_user(),
    "administrator": a_user(role=Role.ADMIN),
    "disabled": a_user(disabled_at=NOW, version=7),
}


@pytest.mark.parametrize("kind", USERS)
async def test_a_user_comes_back_as_they_were(users: UserRepository, kind: str) -> None:
    await users.add(USERS[kind])

    assert await users.get(USERS[kind].id) == USERS[kind]


async def test_a_user_is_found_by_address(users: UserRepository) -> None:
    user = a_user()
    await users.add(a_user())
    await users.add(user)

    assert await users.find_by_email(user.email) == user


async def test_an_unknown_user_is_not_found(users: UserRepository) -> None:
    nobody = an_id(UserId)

    with pytest.raises(UserNotFoundError):
        await users.get(nobody)
    with pytest.raises(UserNotFoundError):
        await users.update(nobody, lambda user: user.change_password_hash("another"))
    assert await users.find_by_email(EmailAddress("nobody@example.com")) is None


async def test_an_address_is_taken_once(users: UserRepository) -> None:
    first = a_user()
    await users.add(first)

    with pytest.raises(EmailTakenError):
        await users.add(a_user(email=first.email))

    assert await users.find_by_email(first.email) == first


async def test_an_id_is_taken_once(users: UserRepository) -> None:
    first = a_user()
    await users.add(first)

    with pytest.raises(DuplicateIdError):
        await users.add(a_user(id=first.id))

    assert await users.get(first.id) == first


async def test_T25_of_fifty_with_one_address_one_gets_it(users: UserRepository) -> None:
    rivals = [a_user(email=EmailAddress("wanted@example.com")) for _ in range(50)]

    answers = await asyncio.gather(*map(users.add, rivals), return_exceptions=True)

    winners = [user for user, answer in zip(rivals, answers, strict=True) if answer is None]
    assert [type(answer) for answer in answers if answer is not None] == [EmailTakenError] * 49
    assert winners == [await users.find_by_email(rivals[0].email)]


async def test_an_update_is_kept_and_returned(users: UserRepository) -> None:
    user = a_user()
    await users.add(user)

    changed = await users.update(user.id, lambda stored: stored.change_password_hash("another"))

    assert changed == user.change_password_hash("another")
    assert await users.get(user.id) == changed
    assert await users.find_by_email(user.email) == changed


async def test_of_twenty_updates_at_once_none_is_lost(users: UserRepository) -> None:
    user = a_user(password_hash="")
    await users.add(user)

    def lengthen(stored: User) -> User:
        return stored.change_password_hash(stored.password_hash + "x")

    await asyncio.gather(*(users.update(user.id, lengthen) for _ in range(20)))

    assert (await users.get(user.id)).password_hash == "x" * 20


async def test_a_change_that_raises_writes_nothing(users: UserRepository) -> None:
    user = a_user()
    await users.add(user)

    def refuse(_: User) -> User:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await users.update(user.id, refuse)
    assert await users.get(user.id) == user


async def test_a_change_without_a_difference_returns_what_is_stored(users: UserRepository) -> None:
    user = a_user()
    await users.add(user)

    assert await users.update(user.id, lambda stored: stored) == user
    assert await users.get(user.id) == user
