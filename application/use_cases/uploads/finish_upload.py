"""From the last byte to the video."""

from contextlib import suppress

from application.errors import DuplicateIdError, SourceMissingError, UploadNotFoundError
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.request_context import RequestContext
from application.ports.staging_area import ResumableWriter, StagingArea
from application.ports.video_repository import VideoRepository
from application.use_cases.uploads.becoming import video_of
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.turn import Turn
from application.use_cases.uploads.writer_turns import WriterTurns
from domain.upload.errors import ChecksumMismatchError
from domain.upload.upload import Upload
from domain.video.container import SNIFF_BYTES, UnsupportedContainerError, sniff_container


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
            await self._videos.add(
                video_of(
                    upload,
                    sealed.size_bytes,
                    sealed.sha256,
                    self._context.request_id,
                    self._clock.now(),
                )
            )
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
