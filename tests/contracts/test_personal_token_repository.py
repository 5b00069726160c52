"""What every store of personal access tokens promises."""

from datetime import timedelta

import pytest

from application.errors import DuplicateIdError, PersonalTokenNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.account.personal_token import PersonalToken, Scope
from domain.ids import PersonalTokenId, UserId
from tests.builders import NOW, a_personal_token, an_id

A_DAY = timedelta(days=1)
A_MS = timedelta(milliseconds=1)

TOKENS = {
    "fresh": a_personal_token(),
    "of every scope": a_personal_token(scopes=frozenset(Scope)),
    "expiring": a_personal_token(expires_at=NOW + A_DAY),
    "used": a_personal_token(last_used_at=NOW, version=2),
}


@pytest.mark.parametrize("kind", TOKENS)
async def test_a_token_comes_back_as_it_was(
    personal_tokens: PersonalTokenRepository, kind: str
) -> None:
    await personal_tokens.add(TOKENS[kind])

    assert await personal_tokens.find(TOKENS[kind].id) == TOKENS[kind]


async def test_an_unknown_token_is_not_found(personal_tokens: PersonalTokenRepository) -> None:
    nothing = an_id(PersonalTokenId)

    assert await personal_tokens.find(nothing) is None
    with pytest.raises(PersonalTokenNotFoundError):
        await personal_tokens.update(nothing, lambda token: token)


async def test_an_id_is_taken_once(personal_tokens: PersonalTokenRepository) -> None:
    first = a_personal_token()
    await personal_tokens.add(first)

    with pytest.raises(DuplicateIdError):
        await personal_tokens.add(a_personal_token(id=first.id))

    assert await personal_tokens.find(first.id) == first


async def test_the_tokens_of_a_user_come_newest_first(
    personal_tokens: PersonalTokenRepository,
) -> None:
    mine = an_id(UserId)
    tokens = [a_personal_token(user_id=mine, expires_at=NOW + n * A_DAY) for n in range(3)]
    for token in (*tokens, a_personal_token()):
        await personal_tokens.add(token)

    newest_first = sorted(tokens, key=lambda token: token.id, reverse=True)
    assert await personal_tokens.list_of(mine) == tuple(newest_first)
    assert await personal_tokens.list_of(an_id(UserId)) == ()


async def test_an_update_is_kept_and_returned(personal_tokens: PersonalTokenRepository) -> None:
    token = a_personal_token()
    await personal_tokens.add(token)

    used = await personal_tokens.update(token.id, lambda stored: stored.note_use(NOW))

    assert used == token.note_use(NOW) == await personal_tokens.find(token.id)
    assert await personal_tokens.update(token.id, lambda stored: stored.note_use(NOW)) == used


async def test_a_change_that_raises_writes_nothing(
    personal_tokens: PersonalTokenRepository,
) -> None:
    token = a_personal_token()
    await personal_tokens.add(token)

    def refuse(_: PersonalToken) -> PersonalToken:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await personal_tokens.update(token.id, refuse)
    assert await personal_tokens.find(token.id) == token


async def test_expired_tokens_are_forgotten_and_counted(
    personal_tokens: PersonalTokenRepository,
) -> None:
    over = [a_personal_token(expires_at=NOW - A_MS), a_personal_token(expires_at=NOW - A_DAY)]
    kept = [a_personal_token(expires_at=NOW), a_personal_token(expires_at=None)]
    for token in (*over, *kept):
        await personal_tokens.add(token)
    await personal_tokens.update(over[0].id, lambda stored: stored.note_use(NOW))

    assert await personal_tokens.remove_expired(NOW) == 2
    assert await personal_tokens.remove_expired(NOW) == 0
    assert [await personal_tokens.find(token.id) for token in over] == [None, None]
    assert [await personal_tokens.find(token.id) for token in kept] == kept


async def test_a_removed_token_is_gone_and_others_stay(
    personal_tokens: PersonalTokenRepository,
) -> None:
    removed, kept = a_personal_token(), a_personal_token()
    for token in (removed, kept):
        await personal_tokens.add(token)

    await personal_tokens.remove(removed.id)
    await personal_tokens.remove(removed.id)

    assert await personal_tokens.find(removed.id) is None
    assert await personal_tokens.find(kept.id) == kept
