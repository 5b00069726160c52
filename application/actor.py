"""Who asks: the first argument of every guarded use-case."""

from dataclasses import dataclass

from domain.account.user import Role
from domain.ids import SessionId, UserId


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller whose access token was found good."""

    user_id: UserId
    session_id: SessionId
    role: Role
