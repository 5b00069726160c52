"""Ending a session."""

from application.actor import Actor
from application.use_cases.accounts.session_endings import SessionEndings


class LogOut:
    """End the caller's session: its access and refresh tokens stop working.

    At once in this process, within two seconds in every other.
    """

    def __init__(self, endings: SessionEndings) -> None:
        self._endings = endings

    async def __call__(self, actor: Actor) -> None:
        await self._endings.end(actor.require_session())
