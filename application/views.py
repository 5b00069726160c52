"""What owners see of their videos beyond the aggregate itself."""

from dataclasses import dataclass

from domain.video.video import Video


@dataclass(frozen=True, slots=True, weakref_slot=True)
class VideoView:
    """A video beside the grant under which its files may be fetched, or None before READY."""

    video: Video
    grant: str | None
