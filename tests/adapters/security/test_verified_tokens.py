"""Remembering good tokens, and not too many."""

from datetime import timedelta

from adapters.security.verified_tokens import VerifiedTokens
from application.actor import Actor
from domain.account.user import Role
from domain.ids import SessionId, UserId
from tests.builders import NOW, an_id

ACTOR = Actor(an_id(UserId), an_id(SessionId), Role.USER)
LATER = NOW + timedelta(hours=1)


def test_a_token_is_known_until_it_runs_out() -> None:
    known = VerifiedTokens()
    known.keep("token", ACTOR, LATER)

    assert known.find("token", NOW) == ACTOR
    assert known.find("token", LATER) is None
    assert known.find("another", NOW) is None


def test_the_longest_unused_makes_room() -> None:
    known = VerifiedTokens(capacity=2)
    known.keep("first", ACTOR, LATER)
    known.keep("second", ACTOR, LATER)
    known.find("first", NOW)

    known.keep("third", ACTOR, LATER)

    assert known.find("first", NOW) == known.find("third", NOW) == ACTOR
    assert known.find("second", NOW) is None
