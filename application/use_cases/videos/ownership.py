"""Who may touch a video."""

from typing import Protocol, TypeVar

from application.actor import Actor
from application.errors import VideoNotFoundError
from domain.ids import UserId


class Owned(Protocol):
    """Belongs to somebody."""

    @property
    def owner_id(self) -> UserId:
        """Whom it belongs to."""


Possession = TypeVar("Possession", bound=Owned)


def require_owner(actor: Actor, video: Possession) -> Possession:
    """Return `video` if it is the actor's own.

    Raises:
        VideoNotFoundError: it is another's, which looks as if it did not exist.
    """
    if video.owner_id != actor.user_id:
        raise VideoNotFoundError
    return video
