"""Taking a token back."""

from application.actor import Actor
from application.errors import PersonalTokenNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.ids import PersonalTokenId


class RemovePersonalToken:
    """Remove one of the caller's own personal access tokens; it opens nothing from here on.

    Raises:
        PersonalTokenNotFoundError: no such token, or another's.
    """

    def __init__(self, tokens: PersonalTokenRepository) -> None:
        self._tokens = tokens

    async def __call__(self, actor: Actor, token_id: PersonalTokenId) -> None:
        token = await self._tokens.find(token_id)
        if token is None or token.user_id != actor.user_id:
            raise PersonalTokenNotFoundError
        await self._tokens.remove(token_id)
