"""Making administrators, and unmaking them."""

from application.errors import UserNotFoundError
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.session_endings import SessionEndings
from application.use_cases.administration.audit_trail import AuditTrail
from domain.account.audit import AuditAction
from domain.account.email import EmailAddress
from domain.account.user import Role, User


class ChangeRole:
    """Give the user with an e-mail address a role, and end their sessions: they log in again.

    Only the operator may, at the command line; the API never does.

    Raises:
        ValidationFailedError: the text is no e-mail address.
        UserNotFoundError: nobody has the address.
    """

    def __init__(self, users: UserRepository, endings: SessionEndings, trail: AuditTrail) -> None:
        self._users = users
        self._endings = endings
        self._trail = trail

    async def __call__(self, email: str, role: Role) -> User:
        user = await self._users.find_by_email(EmailAddress.parse(email))
        if user is None:
            raise UserNotFoundError
        if user.role is not role:
            granted = role is Role.ADMIN
            action = AuditAction.ROLE_GRANTED if granted else AuditAction.ROLE_REVOKED
            await self._trail.note(None, action, user.id, role=Role.ADMIN.value)
            user = await self._users.update(user.id, lambda stored: stored.change_role(role))
        # Also of a user who has the role: an earlier try may not have come this far.
        await self._endings.end_all(user.id)
        return user
