"""From the last byte to the video."""

from contextlib import suppress

from application.errors import DuplicateIdError, SourceMissingError, UploadNotFoundError
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.request_context import RequestContext
from application.ports.staging_area import ResumableWriter, SealedFile, StagingArea
from application.ports.video_repository import VideoRepository
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.turn import Turn
from application.use_cases.uploads.writer_turns import WriterTurns
from domain.upload.errors import ChecksumMismatchError
from domain.upload.upload import Upload
from domain.video.container import SNIFF_BYTES, UnsupportedContainerError, sniff_container
from domain.video.details import Description, Filename, Title
from domain.video.original import Source
from domain.video.video import Video


class FinishUpload:
    """Make a complete upload a video, exactly once.

    The bytes are sealed, then the video is recorded under the id that the upload has named from
    its beginning, then the upload says that it is finished: whatever is interrupted is done again
    and ends in the same video.
    """

    def __init__(
        self,
        videos: VideoRepository,
        staging: StagingArea,
        turns: WriterTurns,
        discard: DiscardUpload,
        jobs: JobQueue,
        clock: Clock,
        context: RequestContext,
    ) -> None:
        self._videos = videos
        self._staging = staging
        self._turns = turns
        self._discard = discard
        self._jobs = jobs
        self._clock = clock
        self._context = context

    async def __call__(
        self, turn: Turn, writer: ResumableWriter, expected_sha256: str | None = None
    ) -> None:
        """Finish an upload of which this turn has written the last byte.

        Raises:
            UnsupportedContainerError: the first bytes are of no supported container; the upload
                is gone.
            ChecksumMismatchError: the whole file is not what was announced; the upload is gone.
        """
        upload = turn.upload
        try:
            sniff_container(await writer.read_head(SNIFF_BYTES))
            async with turn.kept():
                sealed = await writer.seal()
            if {sealed.sha256, expected_sha256, upload.expected_sha256} - {None, sealed.sha256}:
                raise ChecksumMismatchError
        except (UnsupportedContainerError, ChecksumMismatchError):
            await self._discard(upload)
            raise
        with suppress(DuplicateIdError):  # recorded by an attempt that did not get to say so
            await self._videos.add(self._video(upload, sealed))
        await turn.finish()
        await self._jobs.wake()

    async def resume(self, upload: Upload) -> Upload:
        """Finish what an earlier attempt did not; return the finished upload.

        Raises:
            UploadNotFoundError: the bytes are gone, and so is the upload.
            UploadLockedError: somebody is finishing it.
        """
        async with self._turns.take(upload.id, upload.offset_bytes) as turn:
            if await self._videos.find_known([upload.video_id]):
                await turn.finish()
                return turn.upload
            try:
                writer = await self._staging.resume(upload.staged_id, upload.offset_bytes)
            except SourceMissingError as error:
                await self._discard(upload)
                raise UploadNotFoundError from error
            try:
                await self(turn, writer)
            finally:
                await writer.close()
        return turn.upload

    def _video(self, upload: Upload, sealed: SealedFile) -> Video:
        details = upload.details
        return Video.create(
            id=upload.video_id,
            owner_id=upload.owner_id,
            title=Title(details.title),
            description=Description(details.description) if details.description else None,
            source=Source(
                filename=Filename(details.filename),
                size_bytes=sealed.size_bytes,
                sha256=sealed.sha256,
                staged_id=upload.staged_id,
                request_id=self._context.request_id,
            ),
            now=self._clock.now(),
        )
