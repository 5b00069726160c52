"""Beginning a resumable upload."""

from dataclasses import dataclass
from datetime import timedelta

from application.actor import Actor
from application.errors import DuplicateIdError
from application.limits import ResumableLimits, UploadLimits
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.upload_repository import OpenUploads, UploadRepository
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.storage_quota import StorageQuota
from application.use_cases.videos.upload_errors import EmptyFileError, TooManyUploadsError
from domain.idempotency.errors import IdempotencyKeyReusedError
from domain.ids import StagedId, UploadId, VideoId
from domain.upload.details import UploadDetails
from domain.upload.direct import Direct
from domain.upload.upload import Upload
from domain.video.details import Description, Filename, Title
from domain.violations import Violation, ViolationCode, Violations

_DIRECT_LIFE = timedelta(hours=2)
"""A form is good for one hour, in which its last request may begin; sending takes a while, too."""


@dataclass(frozen=True, slots=True)
class StartUploadRequest:
    """What is known before the first byte; judged by the use-case.

    `length_bytes` of None means that the client does not know it yet.
    Where no title is given, the file's name without its ending is the title.
    `metadata` is what the client may ask for again, character by character.
    `expected_sha256` is the digest of the whole file in hexadecimal, where it is known.
    """

    length_bytes: int | None
    title: str | None = None
    description: str | None = None
    filename: str = ""
    metadata: str = ""
    expected_sha256: str | None = None


class StartUpload:
    """Begin a resumable upload; its length is reserved in the user's quota until it ends.

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

    def __init__(
        self,
        uploads: UploadRepository,
        quota: StorageQuota,
        largest: LargestUpload,
        clock: Clock,
        ids: IdGenerator,
        limits: UploadLimits,
        resumable: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._quota = quota
        self._largest = largest
        self._clock = clock
        self._ids = ids
        self._limits = limits
        self._resumable = resumable

    async def __call__(
        self,
        actor: Actor,
        request: StartUploadRequest,
        upload_id: UploadId | None = None,
        *,
        is_direct: bool = False,
    ) -> Upload:
        """Begin the upload.

        Args:
            actor: the owner to be.
            request: what is known.
            upload_id: what an idempotency key stands for: if that upload was begun already, for
                the same file, it is the answer.
            is_direct: whether the bytes go straight to a hosted engine.

        Raises:
            IdempotencyKeyReusedError: the upload is for another file.
        """
        details = self._judge(request)
        if request.length_bytes == 0:
            raise EmptyFileError
        if is_direct:
            await self._largest.require(request.length_bytes or 0)
        else:
            await self._quota.require_disk(request.length_bytes or 0)
        fits_quota = await self._quota.admission(actor.user_id)

        def admit(opened: OpenUploads) -> None:
            if opened.count > self._resumable.max_open_per_user:
                raise TooManyUploadsError(limit=self._resumable.max_open_per_user)
            fits_quota(opened)

        now = self._clock.now()
        own_id = upload_id or UploadId(self._ids.new_id())
        upload = Upload(
            id=own_id,
            owner_id=actor.user_id,
            # What arrives at a hosted engine is found by the video's name alone.
            video_id=VideoId(own_id) if is_direct else VideoId(self._ids.new_id()),
            staged_id=StagedId(self._ids.new_id()),
            details=details,
            length_bytes=request.length_bytes,
            created_at=now,
            expires_at=now + (_DIRECT_LIFE if is_direct else self._resumable.life),
            direct=Direct.begun(now) if is_direct else None,
            expected_sha256=request.expected_sha256,
        )
        try:
            await self._uploads.add(upload, now, admit)
        except DuplicateIdError:
            return await self._require_same(upload)
        return upload

    async def _require_same(self, upload: Upload) -> Upload:
        """Return the upload that was begun by a process that did not get to answer."""
        begun = await self._uploads.get(upload.id)
        wanted = (upload.owner_id, upload.details, upload.length_bytes)
        if (begun.owner_id, begun.details, begun.length_bytes) != wanted:
            raise IdempotencyKeyReusedError
        return begun

    def _judge(self, request: StartUploadRequest) -> UploadDetails:
        limits, violations = self._limits, Violations()
        filename = Filename.from_client(request.filename, max_chars=limits.max_filename_chars)
        # What stands in for a title is cut to fit; what was meant as one is judged.
        stand_in = _without_ending(filename.text)[: limits.max_title_chars]
        wanted = stand_in if request.title is None else request.title
        title = violations.check(lambda: Title.parse(wanted, max_chars=limits.max_title_chars))
        description = violations.check(
            lambda: Description.parse(request.description, max_chars=limits.max_description_chars)
        )
        if request.length_bytes is not None and request.length_bytes < 0:
            violations.add(
                Violation("sizeBytes", ViolationCode.OUT_OF_RANGE, "Must not be negative.")
            )
        if violations or title is None:
            raise violations.as_error()
        return UploadDetails(
            title=title.text,
            description=description.text if description else None,
            filename=filename.text,
            metadata=request.metadata,
        )


def _without_ending(filename: str) -> str:
    name, dot, _ = filename.rpartition(".")
    return name if dot and name.strip() else filename
