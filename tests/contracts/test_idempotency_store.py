"""What every store of keyed requests promises."""

import asyncio
from datetime import timedelta

import pytest

from application.ports.idempotency_store import IdempotencyStore
from domain.idempotency.errors import IdempotencyInProgressError
from domain.idempotency.keyed_request import Kept, KeyedRequest, KeyScope
from domain.ids import UserId
from tests.builders import NOW, an_id

A_MS = timedelta(milliseconds=1)
LEASE = timedelta(minutes=1)


def a_scope(**changes: str) -> KeyScope:
    defaults = {"user_id": an_id(UserId), "route": "POST /here", "key": "a key: é?"}
    return KeyScope(**defaults | changes)  # type: ignore[arg-type]  # fields are given by name


def a_request(scope: KeyScope, **changes: object) -> KeyedRequest:
    defaults: dict[str, object] = {"resource_id": "resource", "expires_at": NOW}
    return KeyedRequest(scope=scope, **defaults | changes)  # type: ignore[arg-type]  # fields are given by name


async def known(keys: IdempotencyStore, scope: KeyScope) -> KeyedRequest | None:
    """Return what is known, by a change that writes nothing."""
    seen: list[KeyedRequest | None] = []

    def look(stored: KeyedRequest | None) -> KeyedRequest:
        seen.append(stored)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await keys.update(scope, look)
    return seen[-1]


async def test_a_key_comes_back_as_it_was(keys: IdempotencyStore) -> None:
    scope = a_scope()
    fresh = a_request(scope)
    claimed = fresh.take("holder", NOW, LEASE)
    kept = claimed.keep(1, Kept("fingerprint", '{"answer": "é\\n"}'), NOW + LEASE)

    assert await known(keys, scope) is None
    for state in (fresh, claimed, kept):
        assert await keys.update(scope, lambda _, state=state: state) == state  # type: ignore[misc]  # the default binds the loop's value
        assert await known(keys, scope) == state


async def test_users_routes_and_keys_are_told_apart(keys: IdempotencyStore) -> None:
    scope = a_scope()
    await keys.update(scope, lambda _: a_request(scope))

    for other in (
        a_scope(route=scope.route, key=scope.key),
        KeyScope(scope.user_id, "POST /there", scope.key),
        KeyScope(scope.user_id, scope.route, scope.key.upper()),
        KeyScope(scope.user_id, scope.route, f"{scope.key} "),
    ):
        assert await known(keys, other) is None


async def test_T26_of_fifty_with_a_new_key_one_gets_it(keys: IdempotencyStore) -> None:
    scope = a_scope()

    async def claim(holder: str) -> KeyedRequest:
        return await keys.update(
            scope, lambda stored: (stored or a_request(scope)).take(holder, NOW, LEASE)
        )

    answers = await asyncio.gather(*(claim(f"h{n}") for n in range(50)), return_exceptions=True)

    winners = [answer for answer in answers if isinstance(answer, KeyedRequest)]
    assert len(winners) == 1
    assert sum(isinstance(answer, IdempotencyInProgressError) for answer in answers) == 49
    assert await known(keys, scope) == winners[0]


async def test_a_change_without_a_difference_writes_nothing(keys: IdempotencyStore) -> None:
    scope = a_scope()
    stored = await keys.update(scope, lambda _: a_request(scope))

    assert await keys.update(scope, lambda found: found or a_request(scope)) == stored


async def test_expired_keys_are_forgotten_and_counted(keys: IdempotencyStore) -> None:
    old, young = a_scope(), a_scope()
    await keys.update(old, lambda _: a_request(old, expires_at=NOW - A_MS))
    await keys.update(young, lambda _: a_request(young))

    assert await keys.remove_expired(NOW) == 1
    assert await keys.remove_expired(NOW) == 0
    assert await known(keys, old) is None
    assert await known(keys, young) is not None
