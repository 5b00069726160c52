"""What owners see of their videos."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from domain.ids import UserId, VideoId
from domain.video.failure import Failure
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Rendition
from domain.video.video import Video


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OwnVideo:
    """A video as its owner sees it: what reading is asked for, without what only work needs.

    Stores make it of a record without the aggregate, which a page would need ten of.
    `duration_s`, `width_px` and `height_px` are None until the file was probed.
    """

    id: VideoId
    owner_id: UserId
    title: str
    description: str | None
    filename: str
    size_bytes: int
    sha256: str
    status: VideoStatus
    progress: float
    complete: bool
    failure: Failure | None
    duration_s: float | None
    width_px: int | None
    height_px: int | None
    renditions: tuple[Rendition, ...]
    has_thumbnail: bool
    has_storyboard: bool
    has_preview: bool
    placeholder: str | None
    created_at: datetime
    updated_at: datetime
    revision: int

    @classmethod
    def of(cls, video: Video) -> Self:
        """Return what the owner of `video` sees."""
        info, shown = video.source_info, video.publication
        return cls(
            id=video.id,
            owner_id=video.owner_id,
            title=video.title.text,
            description=video.description.text if video.description else None,
            filename=video.source.filename.text,
            size_bytes=video.source.size_bytes,
            sha256=video.source.sha256,
            status=video.status,
            progress=video.progress,
            complete=video.complete,
            failure=video.failure,
            duration_s=info.duration_s if info else None,
            width_px=info.width_px if info else None,
            height_px=info.height_px if info else None,
            renditions=shown.renditions if shown else (),
            has_thumbnail=shown is not None and shown.has_thumbnail,
            has_storyboard=shown is not None and shown.has_storyboard,
            has_preview=shown is not None and shown.has_preview,
            placeholder=video.placeholder,
            created_at=video.created_at,
            updated_at=video.updated_at,
            revision=video.revision,
        )

    @property
    def is_playable(self) -> bool:
        """Whether there is something to play; nothing is published without a rendition."""
        return bool(self.renditions)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class VideoView:
    """A video beside the grant under which its files may be fetched, or None before READY."""

    video: OwnVideo
    grant: str | None
