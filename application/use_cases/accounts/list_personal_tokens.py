"""The caller's own tokens."""

from application.actor import Actor
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.account.personal_token import PersonalToken


class ListPersonalTokens:
    """Return the caller's personal access tokens, the last made first, without the tokens.

    Those that ran out are among them until they are removed.
    The last use is kept to the minute.
    """

    def __init__(self, tokens: PersonalTokenRepository) -> None:
        self._tokens = tokens

    async def __call__(self, actor: Actor) -> tuple[PersonalToken, ...]:
        return await self._tokens.list_of(actor.user_id)
