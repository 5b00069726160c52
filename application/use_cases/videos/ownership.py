"""Who may touch a video."""

from application.actor import Actor
from application.errors import VideoNotFoundError
from domain.video.video import Video


def require_owner(actor: Actor, video: Video) -> Video:
    """Return `video` if it is the actor's own.

    Raises:
        VideoNotFoundError: it is another's, which looks as if it did not exist.
    """
    if video.owner_id != actor.user_id:
        raise VideoNotFoundError
    return video
