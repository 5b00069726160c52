"""The upload aggregate: every change of an upload is one of its verbs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.ids import StagedId, UploadId, UserId, VideoId
from domain.upload.details import UploadDetails
from domain.upload.direct import Direct
from domain.upload.errors import (
    LengthExceededError,
    LengthRefusedError,
    OffsetMismatchError,
    UploadClosedError,
    UploadElsewhereError,
    UploadExpiredError,
    UploadLockedError,
    WriterLostError,
)
from domain.upload.writer import Wish, Writer


class UploadStatus(StrEnum):
    """Where an upload stands; the two others are final."""

    OPEN = "open"
    FINISHED = "finished"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One transfer of one owner; immutable, each verb returns the next value.

    `length_bytes` is None until the client knows it.
    `offset_bytes` counts what is durable, and nothing else.
    `video_id` is the video that it becomes, chosen before the first byte, so that finishing it
    twice makes the same video.
    `expected_sha256` is what the client announced for the whole file, in hexadecimal.
    `direct` is set where the bytes go straight to a hosted engine, and none come here.
    `forget_at` is when the trace of an expired upload goes, too.
    `writers` counts every writer ever, `version` counts writes of the record.
    """

    id: UploadId
    owner_id: UserId
    video_id: VideoId
    staged_id: StagedId
    details: UploadDetails
    length_bytes: int | None
    created_at: datetime
    expires_at: datetime
    offset_bytes: int = 0
    expected_sha256: str | None = None
    status: UploadStatus = UploadStatus.OPEN
    writer: Writer | None = None
    writers: int = 0
    direct: Direct | None = None
    forget_at: datetime | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if self.length_bytes is not None and not 0 <= self.offset_bytes <= self.length_bytes:
            raise ValueError("an offset lies within the length")
        if (self.status is UploadStatus.EXPIRED) != (self.forget_at is not None):
            raise ValueError("an upload is to be forgotten exactly when it is expired")
        if self.writer is not None and self.status is not UploadStatus.OPEN:
            raise ValueError("only an open upload has a writer")

    @property
    def is_complete(self) -> bool:
        """Whether every byte is there; it is not a video before it is finished."""
        return self.offset_bytes == self.length_bytes

    @property
    def reserved_bytes(self) -> int:
        """What the upload takes of its owner's quota while it is open."""
        return self.offset_bytes if self.length_bytes is None else self.length_bytes

    @property
    def due_at(self) -> datetime:
        """When the sweep has something to do here."""
        if self.direct is not None and self.status is UploadStatus.OPEN:
            return min(self.direct.look_at, self.expires_at)
        return self.forget_at or self.expires_at

    @property
    def made_video_id(self) -> VideoId | None:
        """The video that it became; None before."""
        is_made = self.status is not UploadStatus.OPEN and self.is_complete
        return self.video_id if is_made else None

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time has run out.

        Nobody loses an upload while writing to it, and one with all its bytes becomes a video
        however late.
        """
        if self.status is UploadStatus.EXPIRED:
            return True
        is_written = self.writer is not None and self.writer.is_alive(now)
        is_arriving = self.status is UploadStatus.OPEN and (is_written or self.is_complete)
        return now >= self.expires_at and not is_arriving

    def require_usable(self, now: datetime) -> Self:
        """Return the upload, open or finished.

        Raises:
            UploadExpiredError: its time is over.
        """
        if self.is_over(now):
            raise UploadExpiredError
        return self

    def require_offset(self, offset_bytes: int) -> None:
        """Check that bytes from `offset_bytes` on are what comes next.

        Raises:
            OffsetMismatchError: they are not.
        """
        if offset_bytes != self.offset_bytes:
            raise OffsetMismatchError(offset_bytes=self.offset_bytes)

    def require_room_for(self, end_bytes: int) -> None:
        """Check that the upload may reach to `end_bytes`.

        Raises:
            LengthExceededError: it is shorter.
        """
        if self.length_bytes is not None and end_bytes > self.length_bytes:
            raise LengthExceededError(length_bytes=self.length_bytes)

    def declare_length(self, length_bytes: int) -> Self:
        """Say how long the file is; repeating the same length changes nothing.

        Raises:
            LengthRefusedError: another length was declared, or more bytes have arrived.
        """
        if length_bytes == self.length_bytes:
            return self
        if self.length_bytes is not None or length_bytes < self.offset_bytes:
            raise LengthRefusedError
        return self._changed(length_bytes=length_bytes)

    def admit_writer(self, holder: str, now: datetime, lease: timedelta) -> Self:
        """Give `holder` the right to append, under a new number.

        Raises:
            UploadExpiredError: its time is over.
            UploadClosedError: it is finished.
            UploadLockedError: another's lease runs.
            UploadElsewhereError: its bytes do not come here.
        """
        self.require_usable(now)
        if self.status is UploadStatus.FINISHED:
            raise UploadClosedError
        if self.direct is not None:
            raise UploadElsewhereError
        if self.writer is not None and self.writer.is_alive(now):
            raise UploadLockedError
        number = self.writers + 1
        return self._changed(writers=number, writer=Writer(number, holder, now + lease))

    def ask_writer(self, wish: Wish) -> Self:
        """Tell the writer what somebody else needs; a greater wish stands."""
        if self.writer is None or self.writer.wish >= wish:
            return self
        return self._changed(writer=replace(self.writer, wish=wish))

    def end_lease(self, number: int) -> Self:
        """Take the right away from a writer that is certainly gone."""
        if self.writer is None or self.writer.number != number:
            return self
        return self._changed(writer=None)

    def renew_lease(self, number: int, now: datetime, lease: timedelta) -> Self:
        """Move the end of the lease; one that ran out unnoticed may still be renewed."""
        return self._changed(writer=replace(self.require_writer(number), lease_until=now + lease))

    def advance(self, number: int, offset_bytes: int, now: datetime, life: timedelta) -> Self:
        """Say that everything before `offset_bytes` is durable; fulfils the wish for that.

        An upload that moves does not expire.
        """
        writer = self.require_writer(number)
        self.require_room_for(offset_bytes)
        if writer.wish is Wish.SYNC:
            writer = replace(writer, wish=Wish.NOTHING)
        if offset_bytes == self.offset_bytes:
            return self if writer == self.writer else self._changed(writer=writer)
        return self._changed(writer=writer, offset_bytes=offset_bytes, expires_at=now + life)

    def release_writer(self, number: int) -> Self:
        """End the writer's right."""
        self.require_writer(number)
        return self._changed(writer=None)

    def finish(self, number: int, now: datetime, life: timedelta) -> Self:
        """Say that the video exists."""
        self.require_writer(number)
        if not self.is_complete:
            raise ValueError("only a complete upload becomes a video")
        return self._changed(status=UploadStatus.FINISHED, writer=None, expires_at=now + life)

    def arrive(self, size_bytes: int, now: datetime, life: timedelta) -> Self:
        """Say that a hosted engine has the bytes, and that the video exists."""
        if self.direct is None or self.status is not UploadStatus.OPEN:
            return self
        return self._changed(
            status=UploadStatus.FINISHED,
            length_bytes=size_bytes,
            offset_bytes=size_bytes,
            expires_at=now + life,
        )

    def look_later(self, now: datetime) -> Self:
        """Ask the engine again after a while."""
        if self.direct is None or self.status is not UploadStatus.OPEN:
            return self
        return self._changed(direct=self.direct.looked(now))

    def refuse(self, now: datetime, remembered: timedelta) -> Self:
        """End an open upload: its bytes were not what they should be, or nobody wants them."""
        if self.status is not UploadStatus.OPEN:
            return self
        return self._changed(status=UploadStatus.EXPIRED, writer=None, forget_at=now + remembered)

    def expire(self, now: datetime, remembered: timedelta) -> Self:
        """End what was not finished in time; for the span `remembered` it can be told why.

        An upload whose time is not over stays as it is.
        """
        if self.status is UploadStatus.EXPIRED or not self.is_over(now):
            return self
        return self._changed(status=UploadStatus.EXPIRED, writer=None, forget_at=now + remembered)

    def require_writer(self, number: int) -> Writer:
        """Return the writer with `number`.

        Raises:
            WriterLostError: another one, or none, may write.
        """
        if self.writer is None or self.writer.number != number:
            raise WriterLostError
        return self.writer

    def _changed(self, **changes: object) -> Self:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # replace() knows no types of fields given by name
