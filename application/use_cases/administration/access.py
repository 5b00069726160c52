"""Who may administrate."""

from application.actor import Actor
from application.errors import ForbiddenError
from domain.account.user import Role


def require_administrator(actor: Actor) -> Actor:
    """Return `actor`, if an administrator asks in person.

    The role in a token is as good as the token: a change of role ends every session.

    Raises:
        ForbiddenError: a user asks, or a personal access token.
    """
    actor.require_session()
    if actor.role is not Role.ADMIN:
        raise ForbiddenError
    return actor
