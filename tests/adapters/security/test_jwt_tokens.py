"""JSON Web Tokens: made by hand here, so that the library is judged too."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from adapters.security.jwt_tokens import JwtAccessTokens
from adapters.security.keys import KeyRing
from application.actor import Actor
from domain.account.errors import InvalidTokenError, TokenExpiredError
from domain.account.user import Role
from domain.ids import SessionId, UserId
from tests.builders import an_id
from tests.doubles.ids import SequentialIdGenerator

SECRET, PREVIOUS = b"the current secret, made up, 32+", b"the previous secret, made up 32+"
KEY_ID, PREVIOUS_KEY_ID = KeyRing(SECRET).current.id, KeyRing(PREVIOUS).current.id

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
A_SECOND = timedelta(seconds=1)
LEEWAY = timedelta(seconds=5)
ACTOR = Actor(an_id(UserId), an_id(SessionId), Role.USER)

HEADER = {"alg": "HS256", "kid": KEY_ID, "typ": "JWT"}
CLAIMS = {
    "iss": "streaming-platform",
    "aud": "streaming-platform",
    "sub": ACTOR.user_id,
    "sid": ACTOR.session_id,
    "role": "USER",
    "typ": "access",
    "iat": int(NOW.timestamp()),
    "exp": int(LATER.timestamp()),
    "jti": "any text",
}
ODD_VALUES: list[object] = [
    None,
    True,
    1.5,
    "",
    " ",
    "1e9",
    [],
    {},
    -1,
    10**30,
    ["streaming-platform"],
]
OTHER_ALGORITHMS: list[object] = [
    *("none", "None", "NONE", "nOnE", "", "hs256", "HS384", "HS512", "RS256", "ES256", "EdDSA"),
    *(None, 1, ["HS256"], {}),
]
OTHER_KEYS: list[object] = ["", "00000000", "../key", "' OR 1=1", "/dev/null", None, 1, []]


@pytest.fixture
def tokens() -> JwtAccessTokens:
    return JwtAccessTokens(KeyRing(SECRET, PREVIOUS), SequentialIdGenerator(), LEEWAY)


def test_a_token_made_by_hand_is_good(tokens: JwtAccessTokens) -> None:
    assert tokens.verify(forge(HEADER, CLAIMS), NOW) == ACTOR


def test_P14_an_issued_token_holds_what_is_pinned(tokens: JwtAccessTokens) -> None:
    issued = tokens.issue(ACTOR, now=NOW, expires_at=LATER)

    header, claims = (json.loads(unpadded(part)) for part in issued.split(".")[:2])
    assert header == HEADER
    assert claims == CLAIMS | {"jti": claims["jti"]}
    assert issued == forge(header, claims)


@pytest.mark.parametrize(
    "change",
    [
        *({"alg": value} for value in OTHER_ALGORITHMS),
        *({"kid": value} for value in OTHER_KEYS),
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"b64": False},
        {"b64": True},
        {"jku": "http://localhost/keys"},
        {"x5u": "http://localhost/keys"},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
        {"x5c": ["AAAA"]},
        {"zip": "DEF"},
    ],
    ids=str,
)
@pytest.mark.parametrize("signature", ["right", "empty"])
def test_T12_another_header_is_refused(
    tokens: JwtAccessTokens, change: dict[str, object], signature: str
) -> None:
    token = forge(HEADER | change, CLAIMS)
    if signature == "empty":
        token = token[: token.rindex(".") + 1]

    with pytest.raises(InvalidTokenError):
        tokens.verify(token, NOW)


@pytest.mark.parametrize("name", CLAIMS)
def test_T12_every_claim_is_required(tokens: JwtAccessTokens, name: str) -> None:
    rest = {key: value for key, value in CLAIMS.items() if key != name}

    with pytest.raises(InvalidTokenError):
        tokens.verify(forge(HEADER, rest), NOW)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "sid", "role", "typ", "exp"])
@pytest.mark.parametrize("value", ODD_VALUES, ids=str)
def test_T12_every_claim_has_its_type(tokens: JwtAccessTokens, name: str, value: object) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.verify(forge(HEADER, CLAIMS | {name: value}), NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"typ": "refresh"},
        {"typ": "Access"},
        {"role": "admin"},
        {"role": "ROOT"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-service"},
        {"sub": "../x"},
        {"sub": ACTOR.user_id.upper()},
        {"nbf": 0},
    ],
    ids="-".join,
)
def test_T12_other_claims_are_refused(tokens: JwtAccessTokens, change: dict[str, object]) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.verify(forge(HEADER, CLAIMS | change), NOW)


@pytest.mark.parametrize(
    "payload", [b"", b"null", b"[]", b"{", b'"x"', b"\xff", b'{"\xac": 1}', b"[" * 1000]
)
def test_T12_a_payload_that_is_no_object_is_refused(
    tokens: JwtAccessTokens, payload: bytes
) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.verify(sign(json.dumps(HEADER).encode(), payload, SECRET), NOW)


@pytest.mark.parametrize("header", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 1000, b'{"kid":1}'])
def test_T12_a_header_that_is_no_header_is_refused(tokens: JwtAccessTokens, header: bytes) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.verify(sign(header, json.dumps(CLAIMS).encode(), SECRET), NOW)


def test_T12_a_foreign_key_is_refused(tokens: JwtAccessTokens) -> None:
    for secret in (b"x" * 32, b"", KEY_ID.encode(), PREVIOUS):
        with pytest.raises(InvalidTokenError):
            tokens.verify(forge(HEADER, CLAIMS, secret), NOW)


def test_T12_any_single_changed_character_is_refused(tokens: JwtAccessTokens) -> None:
    token = forge(HEADER, CLAIMS)

    for place, was in enumerate(token):
        with pytest.raises(InvalidTokenError):
            tokens.verify(token[:place] + ("A" if was != "A" else "B") + token[place + 1 :], NOW)


def test_P14_the_key_before_counts_until_it_is_dropped(tokens: JwtAccessTokens) -> None:
    token = forge(HEADER | {"kid": PREVIOUS_KEY_ID}, CLAIMS, PREVIOUS)
    without = JwtAccessTokens(KeyRing(SECRET), SequentialIdGenerator(), LEEWAY)

    assert tokens.verify(token, NOW) == ACTOR
    with pytest.raises(InvalidTokenError):
        without.verify(token, NOW)


def test_a_token_without_a_key_id_is_the_current_keys(tokens: JwtAccessTokens) -> None:
    header = {"alg": "HS256"}

    assert tokens.verify(forge(header, CLAIMS), NOW) == ACTOR
    with pytest.raises(InvalidTokenError):
        tokens.verify(forge(header, CLAIMS, PREVIOUS), NOW)


def test_P50_the_end_is_judged_with_leeway(tokens: JwtAccessTokens) -> None:
    token = forge(HEADER, CLAIMS)

    assert tokens.verify(token, LATER + LEEWAY - A_SECOND) == ACTOR
    with pytest.raises(TokenExpiredError):
        tokens.verify(token, LATER + LEEWAY)


def test_T37_a_clock_that_is_set_back_revives_a_token_and_breaks_nothing(
    tokens: JwtAccessTokens,
) -> None:
    token = forge(HEADER, CLAIMS)
    with pytest.raises(TokenExpiredError):
        tokens.verify(token, LATER + LEEWAY)

    assert tokens.verify(token, NOW) == ACTOR


def forge(header: object, claims: object, secret: bytes = SECRET) -> str:
    """Return a token with exactly this header and these claims, signed with HS256."""
    return sign(compact(header), compact(claims), secret)


def sign(header: bytes, payload: bytes, secret: bytes) -> str:
    signed = f"{encoded(header)}.{encoded(payload)}"
    return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
