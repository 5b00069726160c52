"""Access tokens as JSON Web Tokens, signed with HS256 and nothing else.

Header: `alg`, `typ` and `kid` alone, so that no token can name a key of its own, nor demand an
extension; without a `kid` it is the current key's.
Claims: `iss aud sub sid role typ iat exp jti`, every one, and no others.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

import jwt
import msgspec

from adapters.security.keys import KeyRing, SigningKey
from adapters.security.verified_tokens import VerifiedTokens
from application.actor import Actor
from application.ports.access_tokens import AccessTokens
from application.ports.id_generator import IdGenerator
from domain.account.errors import InvalidTokenError, TokenExpiredError
from domain.account.user import Role
from domain.ids import MalformedIdError, SessionId, UserId

_ALGORITHM = "HS256"
_HEADER_NAMES = frozenset({"alg", "typ", "kid"})
_COMPACT_FORM = re.compile(r"(?:[A-Za-z0-9_-]{1,1024}\.){2}[A-Za-z0-9_-]{1,1024}", re.ASCII)
_LAST_SECOND = 253_402_300_799  # of the year 9999, where datetime ends

_JWS = jwt.PyJWS()


class _Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Source: RFC 7519 section 4.1; `exp` and `iat` are whole seconds since 1970."""

    iss: Literal["streaming-platform"]
    aud: Literal["streaming-platform"]
    sub: str
    sid: str
    role: Role
    typ: Literal["access"]
    iat: int
    exp: Annotated[int, msgspec.Meta(ge=0, le=_LAST_SECOND)]
    jti: str


class JwtAccessTokens(AccessTokens):
    """Tokens of one key ring; `leeway` is how far the clocks of two machines may differ."""

    def __init__(
        self, keys: KeyRing, ids: IdGenerator, leeway: timedelta = timedelta(seconds=5)
    ) -> None:
        self._keys = keys
        self._ids = ids
        self._leeway = leeway
        self._verified = VerifiedTokens()

    def issue(self, actor: Actor, *, now: datetime, expires_at: datetime) -> str:
        claims = _Claims(
            iss="streaming-platform",
            aud="streaming-platform",
            sub=str(actor.user_id),
            sid=str(actor.require_session()),
            role=actor.role,
            typ="access",
            iat=int(now.timestamp()),
            exp=int(expires_at.timestamp()),
            jti=self._ids.new_id(),
        )
        key = self._keys.current
        payload = msgspec.json.encode(claims)
        return _JWS.encode(payload, key.secret, _ALGORITHM, headers={"kid": key.id})

    def verify(self, token: str, now: datetime) -> Actor:
        actor = self._verified.find(token, now)
        if actor is None:
            actor, good_until = self._read(token)
            if now >= good_until:
                raise TokenExpiredError
            self._verified.keep(token, actor, good_until)
        return actor

    def _read(self, token: str) -> tuple[Actor, datetime]:
        if _COMPACT_FORM.fullmatch(token) is None:
            raise InvalidTokenError
        try:
            key = self._key_of(_JWS.get_unverified_header(token))
            payload = _JWS.decode(token, key.secret, algorithms=[_ALGORITHM])
            claims = msgspec.json.decode(payload, type=_Claims)
            actor = Actor(UserId.parse(claims.sub), SessionId.parse(claims.sid), claims.role)
        except (jwt.PyJWTError, msgspec.DecodeError, UnicodeDecodeError, MalformedIdError) as exc:
            raise InvalidTokenError from exc
        return actor, datetime.fromtimestamp(claims.exp, UTC) + self._leeway

    def _key_of(self, header: dict[str, object]) -> SigningKey:
        key_id = header.get("kid", self._keys.current.id)
        key = self._keys.find(str(key_id))
        if key is None or not header.keys() <= _HEADER_NAMES:
            raise InvalidTokenError
        return key
