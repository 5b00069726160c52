"""Refresh rotation and its theft alarm."""

from datetime import timedelta

import pytest

from domain.account.errors import (
    InvalidRefreshTokenError,
    RefreshTokenReusedError,
    RefreshTokenRotatedError,
)
from domain.account.session import MAX_SPENT_DIGESTS, Session
from tests.builders import NOW, a_session

_LIFE = timedelta(days=30)
_GRACE = timedelta(seconds=10)


def _rotate(session: Session, presented: str, successor: str, after_s: float = 0) -> Session:
    now = NOW + timedelta(seconds=after_s)
    return session.rotate(presented, successor, now, life=_LIFE, grace=_GRACE)


def test_P15_a_token_is_used_once() -> None:
    session = _rotate(a_session(token_digest="first"), "first", "second")
    assert session.token_digest == "second"
    assert session.expires_at == NOW + _LIFE


def test_P15_within_the_grace_nothing_else_happens() -> None:
    session = _rotate(a_session(token_digest="first"), "first", "second")
    with pytest.raises(RefreshTokenRotatedError):
        _rotate(session, "first", "third", after_s=9.9)
    assert session.is_alive(NOW)


@pytest.mark.parametrize("after_s", [10, 3600])
def test_T13_a_token_that_comes_back_later_was_stolen(after_s: float) -> None:
    session = _rotate(a_session(token_digest="first"), "first", "second")
    with pytest.raises(RefreshTokenReusedError):
        _rotate(session, "first", "third", after_s=after_s)


def test_T13_an_older_token_has_no_grace() -> None:
    session = _rotate(a_session(token_digest="first"), "first", "second")
    session = _rotate(session, "second", "third", after_s=1)
    with pytest.raises(RefreshTokenReusedError):
        _rotate(session, "first", "fourth", after_s=2)


def test_an_unknown_token_ends_nothing() -> None:
    with pytest.raises(InvalidRefreshTokenError):
        _rotate(a_session(token_digest="first"), "invented", "second")


def test_an_ended_session_is_not_rotated() -> None:
    ended = a_session(token_digest="first").end(NOW)
    with pytest.raises(InvalidRefreshTokenError):
        _rotate(ended, "first", "second")
    assert ended.end(NOW + _LIFE) is ended


def test_an_expired_session_is_not_rotated() -> None:
    with pytest.raises(InvalidRefreshTokenError):
        _rotate(a_session(token_digest="first"), "first", "second", after_s=31 * 86_400)


def test_a_session_that_is_refreshed_for_ever_stays_small() -> None:
    session = a_session(token_digest="0")
    for count in range(MAX_SPENT_DIGESTS + 50):
        session = _rotate(session, str(count), str(count + 1))
    assert len(session.spent_digests) == MAX_SPENT_DIGESTS
