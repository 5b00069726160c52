"""What opens doors: playback grants, access tokens and the other secrets that callers present."""

import base64
import hmac
from datetime import UTC, datetime, timedelta

from adapters.media.cloudinary.gateway.addresses import Target
from adapters.media.cloudinary.gateway.file_names import FileNames
from adapters.security.hmac_grants import HmacPlaybackGrants
from adapters.security.jwt_tokens import JwtAccessTokens
from adapters.security.keys import KeyRing
from application.actor import Actor
from application.ports.playback_grants import PlaybackGrant
from application.use_cases.accounts.credentials import RefreshToken
from application.use_cases.accounts.personal_token_text import PersonalTokenText
from domain.account.user import Role
from domain.errors import PlatformError
from domain.ids import SessionId, UserId, VideoId
from tests.doubles.ids import SequentialIdGenerator

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_SOON = _NOW + timedelta(hours=1)
_SECRET = b"the secret of a test, long enough"
_ID = "01900000-0000-7000-8000-000000000001"

_GRANTS = HmacPlaybackGrants(KeyRing(_SECRET))
_TOKENS = JwtAccessTokens(KeyRing(_SECRET), SequentialIdGenerator())
_GRANT = _GRANTS.issue(PlaybackGrant(VideoId(_ID), UserId(_ID), _SOON))
_TOKEN = _TOKENS.issue(Actor(UserId(_ID), SessionId(_ID), Role.USER), now=_NOW, expires_at=_SOON)
_HEADER, _CLAIMS, _ = (base64.urlsafe_b64decode(part + "==") for part in _TOKEN.split("."))
_FILE = Target("sp_full_hd", "", "m3u8")
_NAMES = FileNames("the secret of a test")
_SIGN = b"\x00"
"""Before a header and claims that are to be signed with the right key."""

SEEDS = (
    _NAMES.written(_ID, _FILE).encode(),
    _GRANT.encode(),
    _TOKEN.encode(),
    f"{_ID}.{'s' * 43}".encode(),
    f"spt_{_ID.replace('-', '')}_{'s' * 43}".encode(),
    _SIGN + _HEADER + b"\n" + _CLAIMS,
    _SIGN + b'{"alg": "HS256", "typ": "JWT", "b64": false, "crit": ["b64"]}\n' + _CLAIMS,
    _SIGN + b'{"alg": ["none"], "kid": {"jku": 1}}\n{"sub": {}, "exp": 1e999, "iat": -1}',
)


def try_one(data: bytes) -> None:
    """Present a text wherever secrets are taken, and claims under the right signature."""
    if data.startswith(_SIGN):
        header, _, claims = data[1:].partition(b"\n")
        _present_token(_signed(header, claims))
        return
    text = data.decode("latin-1")
    _present_grant(text)
    _present_name(text)
    # Without the secret there is but one text that opens something.
    assert _present_token(text) is None or text == _TOKEN
    for parse in (RefreshToken.parse, PersonalTokenText.parse):
        try:
            assert parse(text).text == text
        except PlatformError:
            continue


def _present_grant(text: str) -> None:
    try:
        _GRANTS.read(text, _NOW)
    except PlatformError:
        return
    assert text == _GRANT


def _present_name(text: str) -> None:
    """Ask for a delivered file; the routes let letters, digits and few marks through."""
    try:
        found = _NAMES.read(_ID, text.encode("ascii", "ignore").decode())
    except PlatformError:
        return
    assert found == _FILE


def _present_token(text: str) -> Actor | None:
    try:
        return _TOKENS.verify(text, _NOW)
    except PlatformError:
        return None


def _signed(header: bytes, claims: bytes) -> str:
    content = b".".join(map(_encode, (header, claims)))
    signature = hmac.digest(_SECRET, content, "sha256")
    return b".".join((content, _encode(signature))).decode()


def _encode(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")
