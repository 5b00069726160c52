"""Choosing another password."""

from dataclasses import dataclass, field

from application.actor import Actor
from application.limits import AccountLimits
from application.ports.password_hasher import PasswordHasher
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.login_guard import LoginGuard
from application.use_cases.accounts.password_policy import PasswordPolicy
from application.use_cases.accounts.session_endings import SessionEndings
from domain.account.client import UNKNOWN_CLIENT, Client
from domain.account.errors import InvalidCredentialsError
from domain.account.password import PlainPassword
from domain.account.user import User


@dataclass(frozen=True, slots=True)
class ChangePasswordRequest:
    """What the person gives."""

    current_password: str = field(repr=False)
    new_password: str = field(repr=False)


class ChangePassword:
    """Replace the caller's password, and end every session but the present one.

    A wrong current password counts as a failed login.

    Raises:
        ValidationFailedError: the new password may not be chosen.
        InvalidCredentialsError: the current password is another, or became another meanwhile.
        RateLimitedError: there were too many failures.
        OverloadedError: too many passwords wait to be hashed.
    """

    def __init__(
        self,
        users: UserRepository,
        get_account: GetAccount,
        hasher: PasswordHasher,
        policy: PasswordPolicy,
        endings: SessionEndings,
        guard: LoginGuard,
        limits: AccountLimits,
    ) -> None:
        self._users = users
        self._get_account = get_account
        self._hasher = hasher
        self._policy = policy
        self._endings = endings
        self._guard = guard
        self._limits = limits

    async def __call__(
        self, actor: Actor, request: ChangePasswordRequest, client: Client = UNKNOWN_CLIENT
    ) -> None:
        present = actor.require_session()
        user = await self._get_account(actor)
        chosen = self._policy.choose(
            request.new_password, personal=(user.name.text, user.email.text), field="newPassword"
        )
        async with self._guard.attempt(user.email.text, user, client):
            await self._require_current(user, request.current_password)
        fresh = await self._hasher.hash(chosen)

        def replace_verified(stored: User) -> User:
            if stored.password_hash != user.password_hash:
                raise InvalidCredentialsError
            return stored.change_password_hash(fresh)

        await self._users.update(user.id, replace_verified)
        await self._endings.end_all(user.id, kept=present)

    async def _require_current(self, user: User, text: str) -> None:
        if len(text) > self._limits.password_max_chars:
            raise InvalidCredentialsError
        if not await self._hasher.verify(PlainPassword(text), user.password_hash):
            raise InvalidCredentialsError
