"""What owners see of their videos."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Self

from domain.ids import UserId, VideoId
from domain.video.failure import Failure
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Rendition
from domain.video.video import Video


@dataclass(slots=True, weakref_slot=True)
class OwnVideo:
    """A video as its owner sees it: what reading is asked for, without what only work needs.

    Stores make it of a record without the aggregate, which a page would need ten of.
    Nothing changes it: its fields are final for the type checker, since a frozen dataclass, which
    sets each through `object`, takes ten times as long to make.
    `duration_s`, `width_px` and `height_px` are None until the file was probed.
    """

    id: Final[VideoId]
    owner_id: Final[UserId]
    title: Final[str]
    description: Final[str | None]
    filename: Final[str]
    size_bytes: Final[int]
    sha256: Final[str]
    status: Final[VideoStatus]
    progress: Final[float]
    complete: Final[bool]
    failure: Final[Failure | None]
    duration_s: Final[float | None]
    width_px: Final[int | None]
    height_px: Final[int | None]
    renditions: Final[tuple[Rendition, ...]]
    has_thumbnail: Final[bool]
    has_storyboard: Final[bool]
    has_preview: Final[bool]
    placeholder: Final[str | None]
    created_at: Final[datetime]
    updated_at: Final[datetime]
    revision: Final[int]

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


class VideoView(NamedTuple):
    """A video beside the grant under which its files may be fetched, or None before READY."""

    video: OwnVideo
    grant: str | None
