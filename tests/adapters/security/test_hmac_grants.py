"""Grants: every way to change one, and the keys."""

import base64
import hashlib
import hmac
import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.security.hmac_grants import HmacPlaybackGrants
from adapters.security.keys import KeyRing
from application.errors import UrlExpiredError, UrlInvalidError
from application.ports.playback_grants import PlaybackGrant
from domain.ids import UserId, VideoId
from tests.builders import an_id

SECRET, PREVIOUS = b"c" * 32, b"p" * 32
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(hours=6)
A_SECOND = timedelta(seconds=1)
LEEWAY = timedelta(seconds=5)
GRANTS = HmacPlaybackGrants(KeyRing(SECRET), LEEWAY)
GRANT = PlaybackGrant(an_id(VideoId), an_id(UserId), LATER)
TEXT = GRANTS.issue(GRANT)
URL_SAFE = f"{string.ascii_letters}{string.digits}-_"
FOREIGN = "=+/ .~%\n\0\u00e9\u0410\uff21"


def test_P40_a_grant_is_100_characters() -> None:
    assert len(TEXT) == 100


def test_P40_any_changed_character_is_refused() -> None:
    for place, was in enumerate(TEXT):
        for other in URL_SAFE + FOREIGN:
            if other != was:
                assert_refused(TEXT[:place] + other + TEXT[place + 1 :])


def test_P40_any_cut_is_refused() -> None:
    for begin in range(len(TEXT) + 1):
        for end in range(begin, len(TEXT) + 1):
            if end - begin < len(TEXT):
                assert_refused(TEXT[begin:end])
    for place in range(len(TEXT)):
        assert_refused(TEXT[:place] + TEXT[place + 1 :])


def test_P40_any_added_character_is_refused() -> None:
    for place in range(len(TEXT) + 1):
        for added in URL_SAFE + FOREIGN:
            assert_refused(TEXT[:place] + added + TEXT[place:])


@given(text=st.text(max_size=120) | st.text(URL_SAFE, min_size=100, max_size=100))
def test_P40_what_somebody_made_up_is_refused(text: str) -> None:
    assert_refused(text)


@given(video=st.uuids(), audience=st.uuids(), expires_at=st.datetimes(NOW.replace(tzinfo=None)))
def test_P40_every_grant_comes_back(video: object, audience: object, expires_at: datetime) -> None:
    second = expires_at.replace(tzinfo=UTC, microsecond=0)
    grant = PlaybackGrant(VideoId(video), UserId(audience), second)

    assert GRANTS.read(GRANTS.issue(grant), NOW) == grant


def test_P40_the_end_is_judged_with_leeway() -> None:
    assert GRANTS.read(TEXT, LATER + LEEWAY - A_SECOND) == GRANT
    with pytest.raises(UrlExpiredError):
        GRANTS.read(TEXT, LATER + LEEWAY)


def test_P40_a_changed_grant_is_invalid_even_when_it_is_late() -> None:
    with pytest.raises(UrlInvalidError):
        GRANTS.read(flip_last(TEXT), LATER + timedelta(days=1))


def test_P40_another_key_makes_no_grant() -> None:
    assert_refused(HmacPlaybackGrants(KeyRing(PREVIOUS)).issue(GRANT))


def test_P40_the_secret_of_access_tokens_signs_no_grant() -> None:
    signed = base64.urlsafe_b64decode(TEXT)[:-32]
    forged = signed + hmac.digest(SECRET, signed, hashlib.sha256)

    assert_refused(base64.urlsafe_b64encode(forged).decode())


def test_P40_the_key_before_counts_until_it_is_dropped() -> None:
    issued = HmacPlaybackGrants(KeyRing(PREVIOUS)).issue(GRANT)

    assert HmacPlaybackGrants(KeyRing(SECRET, PREVIOUS)).read(issued, NOW) == GRANT
    assert_refused(issued)


def test_P40_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare_digest(left: bytes, right: bytes) -> bool:
        compared.append((left, right))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare_digest)

    assert_refused(TEXT)
    assert [len(left) for left, _ in compared] == [32]


def assert_refused(text: str) -> None:
    with pytest.raises(UrlInvalidError):
        GRANTS.read(text, NOW)


def flip_last(text: str) -> str:
    return text[:-1] + ("A" if text[-1] != "A" else "B")
