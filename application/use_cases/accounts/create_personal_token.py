"""Making a token for a script."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from application.actor import Actor
from application.errors import TooManyTokensError
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.personal_token_repository import PersonalTokenRepository
from application.use_cases.accounts.personal_token_text import PersonalTokenText
from domain.account.personal_token import PersonalToken, Scope, TokenName
from domain.ids import PersonalTokenId
from domain.violations import ViolationCode, Violations, invalid

MAX_TOKENS_PER_USER = 100
LONGEST_LIFE = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class CreatePersonalTokenRequest:
    """What the person wants; without `expires_in` the token lives until it is removed."""

    name: str
    scopes: Collection[Scope]
    expires_in: timedelta | None = None


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """The record, and the only time that the token itself is told."""

    token: PersonalToken
    text: str = field(repr=False)


class CreatePersonalToken:
    """Make a personal access token for the caller; the token itself is shown this once.

    It opens what its scopes name until it expires or is removed, whatever becomes of sessions and
    passwords, and never accounts, sessions, tokens or administration.

    Raises:
        ValidationFailedError: every fault of `name`, `scopes` and `expiresIn`.
        TooManyTokensError: the caller has as many as a user may.
    """

    def __init__(self, tokens: PersonalTokenRepository, clock: Clock, ids: IdGenerator) -> None:
        self._tokens = tokens
        self._clock = clock
        self._ids = ids

    async def __call__(self, actor: Actor, request: CreatePersonalTokenRequest) -> CreatedToken:
        violations = Violations()
        name = violations.check(lambda: TokenName.parse(request.name))
        scopes = violations.check(lambda: _judge_scopes(request.scopes))
        violations.check(lambda: _judge_life(request.expires_in))
        if violations or name is None or scopes is None:
            raise violations.as_error()
        if len(await self._tokens.list_of(actor.user_id)) >= MAX_TOKENS_PER_USER:
            raise TooManyTokensError(limit=MAX_TOKENS_PER_USER)
        now = self._clock.now()
        written = PersonalTokenText(PersonalTokenId(self._ids.new_id()), self._ids.new_secret())
        token = PersonalToken(
            id=written.id,
            user_id=actor.user_id,
            name=name,
            scopes=scopes,
            digest=written.digest,
            created_at=now,
            expires_at=None if request.expires_in is None else now + request.expires_in,
        )
        await self._tokens.add(token)
        return CreatedToken(token, written.text)


def _judge_scopes(scopes: Collection[Scope]) -> frozenset[Scope]:
    if not scopes:
        raise invalid("scopes", ViolationCode.REQUIRED, "At least one scope is needed.")
    return frozenset(scopes)


def _judge_life(life: timedelta | None) -> None:
    if life is not None and not timedelta(seconds=1) <= life <= LONGEST_LIFE:
        message = f"Must be 1 second to {LONGEST_LIFE.days} days."
        raise invalid("expiresIn", ViolationCode.OUT_OF_RANGE, message)
