"""Creating an account."""

from dataclasses import dataclass, field

from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.password_hasher import PasswordHasher
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.credentials import CredentialIssuer, Credentials
from application.use_cases.accounts.password_policy import PasswordPolicy
from domain.account.client import UNKNOWN_CLIENT, Client
from domain.account.email import EmailAddress
from domain.account.user import PersonName, User
from domain.ids import UserId
from domain.violations import Violations


@dataclass(frozen=True, slots=True)
class RegisterUserRequest:
    """What a person gives; judged by the use-case."""

    name: str
    email: str
    password: str = field(repr=False)


class RegisterUser:
    """Create an account and log in to it.

    Anyone may; one e-mail address has one account, whatever runs in parallel.
    An address that is taken costs the same hashing as one that is free.

    Raises:
        ValidationFailedError: every fault of `name`, `email` and `password`.
        EmailTakenError: the address has an account.
        OverloadedError: too many passwords wait to be hashed.
    """

    def __init__(
        self,
        users: UserRepository,
        hasher: PasswordHasher,
        issuer: CredentialIssuer,
        clock: Clock,
        ids: IdGenerator,
        policy: PasswordPolicy,
    ) -> None:
        self._users = users
        self._hasher = hasher
        self._issuer = issuer
        self._clock = clock
        self._ids = ids
        self._policy = policy

    async def __call__(
        self, request: RegisterUserRequest, client: Client = UNKNOWN_CLIENT
    ) -> Credentials:
        violations = Violations()
        name = violations.check(lambda: PersonName.parse(request.name))
        email = violations.check(lambda: EmailAddress.parse(request.email))
        password = violations.check(
            lambda: self._policy.choose(
                request.password, personal=(request.name.strip(), request.email.strip())
            )
        )
        if name is None or email is None or password is None:
            raise violations.as_error()
        user = User(
            id=UserId(self._ids.new_id()),
            name=name,
            email=email,
            password_hash=await self._hasher.hash(password),
            created_at=self._clock.now(),
        )
        await self._users.add(user)
        return await self._issuer.open_session(user, client)
