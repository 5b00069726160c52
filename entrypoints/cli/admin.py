"""`admin`: who is an administrator."""

from application.errors import UserNotFoundError
from domain.account.user import Role, User
from domain.violations import ValidationFailedError
from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.lifespan import compose, opened
from entrypoints.settings import Settings


def run_admin(settings: Settings, act: str, email: str) -> bool:
    """Grant or revoke the role of an administrator; False where nobody has the address."""
    role = Role.ADMIN if act == "grant" else Role.USER
    try:
        user = event_loop.run(_change_role(compose(settings), email, role))
    except (UserNotFoundError, ValidationFailedError):
        print(f"No account has the e-mail address {email!r}.")
        return False
    told = "is an administrator" if user.role is Role.ADMIN else "is no administrator"
    print(f"{user.email.text} {told} from here on, and has to log in again.")
    return True


async def _change_role(container: Container, email: str, role: Role) -> User:
    async with opened(container, with_worker=False) as platform:
        return await platform.application.change_role(email, role)
