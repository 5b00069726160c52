"""Sessions and passwords on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from application.use_cases.accounts.change_password import ChangePasswordRequest
from domain.account.session import Session
from domain.ids import SessionId
from entrypoints.http.schemas.accounts import PasswordText
from entrypoints.http.schemas.wire import Wire, WireRequest


class ChangePasswordBody(WireRequest, frozen=True, kw_only=True):
    """The password that is, and the one to be."""

    current_password: str
    new_password: PasswordText

    def to_request(self) -> ChangePasswordRequest:
        """Return what the use-case takes."""
        return ChangePasswordRequest(self.current_password, self.new_password)


class SessionAnswer(Wire, frozen=True, kw_only=True):
    """One login; `device` is null where the program said nothing of itself."""

    id: str
    device: str | None
    address: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool

    @classmethod
    def of(cls, session: Session, *, is_current: bool) -> Self:
        """Return the wire form of `session`."""
        return cls(
            id=session.id,
            device=session.client.device or None,
            address=session.client.address or None,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            expires_at=session.expires_at,
            current=is_current,
        )


class SessionsAnswer(Wire, frozen=True, kw_only=True):
    """Every session that is alive; `current` marks the one that asks."""

    data: tuple[SessionAnswer, ...]

    @classmethod
    def of(cls, sessions: Sequence[Session], *, current: SessionId) -> Self:
        """Return the wire form of `sessions`."""
        return cls(
            data=tuple(
                SessionAnswer.of(session, is_current=session.id == current) for session in sessions
            )
        )
