"""Who asks: the first argument of every guarded use-case."""

from dataclasses import dataclass

from application.errors import ForbiddenError
from domain.account.user import Role
from domain.ids import PersonalTokenId, SessionId, UserId


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller whose token was found good; by a session, or by a personal access token."""

    user_id: UserId
    session_id: SessionId | None
    role: Role
    token_id: PersonalTokenId | None = None

    def require_session(self) -> SessionId:
        """Return the session; what needs one is for people, not for their scripts.

        Raises:
            ForbiddenError: a personal access token asks.
        """
        if self.session_id is None:
            raise ForbiddenError
        return self.session_id
