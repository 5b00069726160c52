"""Uploads that have arrived and that nobody made a video."""

from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.writer_turns import WriterTurns
from domain.errors import ErrorKind, PlatformError

_BATCH = 100


class FinishForgotten:
    """Finish complete uploads whose last request ended before their video was recorded.

    Their clients may never ask again: they have sent everything.
    Return how many were finished.
    Any number of processes may do this at once.
    """

    def __init__(self, uploads: UploadRepository, turns: WriterTurns, finish: FinishUpload) -> None:
        self._uploads = uploads
        self._turns = turns
        self._finish = finish

    async def __call__(self) -> int:
        finished = 0
        for upload in await self._uploads.list_complete(_BATCH):
            if self._turns.is_written(upload):
                continue
            try:
                await self._finish.resume(upload)
                finished += 1
            except PlatformError as error:
                if error.kind is ErrorKind.UNAVAILABLE:
                    raise
        return finished
