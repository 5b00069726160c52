"""Opening a session with a password."""

from dataclasses import dataclass, field

from application.errors import OverloadedError
from application.limits import AccountLimits
from application.ports.password_hasher import PasswordHasher
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.credentials import CredentialIssuer, Credentials
from application.use_cases.accounts.login_guard import LoginGuard
from domain.account.client import UNKNOWN_CLIENT, Client
from domain.account.email import EmailAddress
from domain.account.errors import InvalidCredentialsError
from domain.account.password import PlainPassword
from domain.account.user import User
from domain.violations import ValidationFailedError


@dataclass(frozen=True, slots=True)
class LogInRequest:
    """What a person gives."""

    email: str
    password: str = field(repr=False)


class LogIn:
    """Open a session with an e-mail address and a password.

    Anyone may try; an unknown address, a wrong password and a disabled account look the same and
    cost the same.
    A hash made with older parameters is replaced.
    Failures slow down whoever guesses: for each account and network, and for each account; but a
    network that has logged in to the account before is not slowed down by failures elsewhere.

    Raises:
        InvalidCredentialsError: the two do not open an account.
        RateLimitedError: there were too many failures.
        OverloadedError: too many passwords wait to be hashed.
    """

    def __init__(
        self,
        users: UserRepository,
        hasher: PasswordHasher,
        issuer: CredentialIssuer,
        guard: LoginGuard,
        limits: AccountLimits,
    ) -> None:
        self._users = users
        self._hasher = hasher
        self._issuer = issuer
        self._guard = guard
        self._limits = limits

    async def __call__(self, request: LogInRequest, client: Client = UNKNOWN_CLIENT) -> Credentials:
        if len(request.password) > self._limits.password_max_chars:
            raise InvalidCredentialsError
        password = PlainPassword(request.password)
        found = await self._find(request.email)
        async with self._guard.attempt(request.email, found, client):
            user = await self._require_match(found, password)
        return await self._issuer.open_session(await self._rehash(user, password), client)

    async def _require_match(self, user: User | None, password: PlainPassword) -> User:
        password_hash = user.password_hash if user and user.is_enabled else None
        if not await self._hasher.verify(password, password_hash) or user is None:
            raise InvalidCredentialsError
        return user

    async def _find(self, email: str) -> User | None:
        try:
            return await self._users.find_by_email(EmailAddress.parse(email))
        except ValidationFailedError:
            return None

    async def _rehash(self, user: User, password: PlainPassword) -> User:
        if not self._hasher.needs_rehash(user.password_hash):
            return user
        try:
            fresh = await self._hasher.hash(password)
        except OverloadedError:
            return user

        def replace_unless_changed(stored: User) -> User:
            is_same = stored.password_hash == user.password_hash
            return stored.change_password_hash(fresh) if is_same else stored

        return await self._users.update(user.id, replace_unless_changed)
