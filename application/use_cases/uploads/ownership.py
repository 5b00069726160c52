"""Who may touch an upload."""

from application.actor import Actor
from application.errors import UploadNotFoundError
from domain.upload.upload import Upload


def require_owner(actor: Actor, upload: Upload) -> Upload:
    """Return `upload` if it is the actor's own.

    Raises:
        UploadNotFoundError: it is another's, which looks as if it did not exist.
    """
    if upload.owner_id != actor.user_id:
        raise UploadNotFoundError
    return upload
