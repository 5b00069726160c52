"""Ending every session but one's own."""

from application.actor import Actor
from application.use_cases.accounts.session_endings import SessionEndings


class EndOtherSessions:
    """End every session of the caller but the present one."""

    def __init__(self, endings: SessionEndings) -> None:
        self._endings = endings

    async def __call__(self, actor: Actor) -> None:
        await self._endings.end_all(actor.user_id, kept=actor.require_session())
