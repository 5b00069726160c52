"""Telling a client where its file goes."""

from dataclasses import dataclass

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.direct_uploads import DirectForm, DirectUploads
from application.use_cases.uploads.start_upload import StartUpload, StartUploadRequest
from domain.ids import UploadId
from domain.upload.upload import Upload


@dataclass(frozen=True, slots=True)
class DirectUpload:
    """An upload, and the form for the engine; without one the bytes come here, by tus."""

    upload: Upload
    form: DirectForm | None


class StartDirectUpload:
    """Begin an upload past the form, by the shortest way that the engine knows.

    A hosted engine may take the file itself; the bytes then never cross this server, and the video
    appears when the engine confirms that they are there. What breaks a rule is removed there.
    Every user may, within their quota and a number of open uploads.
    There is no video before the last byte.

    Raises:
        ValidationFailedError: every fault of `title`, `description` and `sizeBytes`.
        EmptyFileError: the file has no bytes.
        FileTooLargeError: the file is larger than one upload may be.
        QuotaExceededError: the user's quota does not allow it.
        TooManyUploadsError: the user has as many open uploads as a user may.
        StorageFullError: there is no room.
    """

    def __init__(self, start: StartUpload, direct: DirectUploads, clock: Clock) -> None:
        self._start = start
        self._direct = direct
        self._clock = clock

    async def __call__(
        self, actor: Actor, request: StartUploadRequest, upload_id: UploadId | None = None
    ) -> DirectUpload:
        """Begin the upload; the arguments are those of StartUpload."""
        is_direct = self._direct.are_taken
        upload = await self._start(actor, request, upload_id, is_direct=is_direct)
        if upload.direct is None:
            return DirectUpload(upload, None)
        return DirectUpload(upload, self._direct.form_for(upload, self._clock.now()))
