"""Whether what let somebody in still would."""

from application.actor import Actor
from application.errors import UserNotFoundError
from application.ports.clock import Clock
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.user_repository import UserRepository


class CheckActor:
    """Tells requests that last whether to go on.

    Of a session, no look-up is needed; a personal access token and its user are looked up.
    """

    def __init__(
        self,
        revocations: SessionRevocations,
        tokens: PersonalTokenRepository,
        users: UserRepository,
        clock: Clock,
    ) -> None:
        self._revocations = revocations
        self._tokens = tokens
        self._users = users
        self._clock = clock

    async def __call__(self, actor: Actor) -> bool:
        """Tell whether the actor's session or token still opens what it opened."""
        if actor.token_id is None:
            return not await self._revocations.is_ended(actor.require_session())
        token = await self._tokens.find(actor.token_id)
        if token is None or not token.is_alive(self._clock.now()):
            return False
        try:
            return (await self._users.get(actor.user_id)).is_enabled
        except UserNotFoundError:
            return False
