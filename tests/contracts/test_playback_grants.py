"""What every kind of playback grant promises."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.errors import UrlExpiredError, UrlInvalidError
from application.ports.playback_grants import PlaybackGrant, PlaybackGrants
from domain.ids import UserId, VideoId
from tests.builders import NOW, an_id
from tests.contracts.adapters_under_test.security import PLAYBACK_GRANTS
from tests.contracts.adapters_under_test.table import each

LATER = NOW + timedelta(hours=6)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(params=each(PLAYBACK_GRANTS))
async def grants(request: pytest.FixtureRequest) -> AsyncIterator[PlaybackGrants]:
    async with request.param.open(request) as opened:
        yield opened


async def test_P40_a_grant_is_read_as_it_was_issued(grants: PlaybackGrants) -> None:
    grant = a_grant()

    read = grants.read(grants.issue(grant), NOW)

    assert (read.video_id, read.audience) == (grant.video_id, grant.audience)
    assert read.expires_at == grant.expires_at.replace(microsecond=0)


async def test_P40_a_grant_is_one_path_segment_without_escapes(grants: PlaybackGrants) -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", grants.issue(a_grant())) for _ in range(100))


async def test_P40_a_grant_ends(grants: PlaybackGrants) -> None:
    text = grants.issue(a_grant())

    assert grants.read(text, LATER - A_MINUTE).expires_at <= LATER
    with pytest.raises(UrlExpiredError):
        grants.read(text, LATER + A_MINUTE)


@pytest.mark.parametrize("text", ["", ".", "..", "x", "x" * 10_000, "\ud800", "ü" * 100, "\0"])
async def test_P40_what_was_never_issued_is_invalid(grants: PlaybackGrants, text: str) -> None:
    with pytest.raises(UrlInvalidError):
        grants.read(text, NOW)


async def test_T38_pieces_of_two_grants_make_no_third(grants: PlaybackGrants) -> None:
    first, second = grants.issue(a_grant()), grants.issue(a_grant())

    for cut in range(1, len(first)):
        mixed = first[:cut] + second[cut:]
        if mixed not in {first, second}:
            with pytest.raises(UrlInvalidError):
                grants.read(mixed, NOW)


def a_grant() -> PlaybackGrant:
    return PlaybackGrant(an_id(VideoId), an_id(UserId), LATER)
