"""Where published files and kept sources lie."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from application.ports.media_engine import MediaFile
from application.ports.source_file import SourceFile
from domain.ids import VideoId

MEDIA_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".ts": "video/mp2t",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt; charset=utf-8",
}
"""What published files are, by the suffix of their names.

Source: RFC 8216 for playlists, RFC 3555 for MPEG-2, ISO/IEC 23009-1 for segments, W3C for WebVTT.
"""

NAMES_OTHER_FILES = frozenset({".m3u8", ".vtt"})
"""Suffixes of files that refer to others by relative references.

Players must meet those under our own addresses, with their grants; and such a file is published
after those that it names.
"""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A published file on this machine's disk.

    `place` is its path below the folder of the store, for programs that share the folder.
    """

    path: Path
    size_bytes: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A published file elsewhere.

    `url` is a pre-signed address for redirecting clients; None where bytes must pass through.
    """

    source: SourceFile
    url: str | None


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A published file that its place serves by itself, to GET and HEAD alike, at `url`."""

    url: str


StoredFile = LocalFile | RemoteFile
PublishedFile = StoredFile | ServedFile


class MediaStore(Protocol):
    """Files by video, attempt and flat name; one folder an attempt.

    Names are the engine's own and hold neither a separator nor a leading dot.
    Every method raises StorageUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def take(self, video_id: VideoId, attempt: int, files: tuple[MediaFile, ...]) -> int:
        """Move `files` into the attempt's folder, in order, and return their bytes.

        Each becomes visible whole, replacing one of the same name, and is durable on return.

        Raises:
            StorageFullError: there is no room; files before the failing one may be there.
        """

    @abstractmethod
    async def open(self, video_id: VideoId, attempt: int, name: str, url_life_s: int) -> StoredFile:
        """Return a published file.

        Args:
            video_id: whose it is.
            attempt: the published attempt.
            name: the flat name.
            url_life_s: how long a pre-signed address may live at most.

        Raises:
            MediaFileMissingError: there is no such file.
        """

    @abstractmethod
    async def keep_source(self, video_id: VideoId, source: SourceFile) -> None:
        """Keep a copy of the source, durably; keeping it again changes nothing.

        On one file system the copy is a second name for the same bytes.

        Raises:
            StorageFullError: there is no room.
        """

    @abstractmethod
    async def open_source(self, video_id: VideoId) -> SourceFile:
        """Return the kept source.

        Raises:
            SourceMissingError: none is kept.
        """

    @abstractmethod
    async def list_attempts(self, video_id: VideoId) -> tuple[int, ...]:
        """Return the attempts that have a folder, lowest first."""

    @abstractmethod
    async def remove_attempt(self, video_id: VideoId, attempt: int) -> None:
        """Remove one attempt's folder; repeated, it changes nothing."""

    @abstractmethod
    async def remove_video(self, video_id: VideoId) -> None:
        """Remove everything of the video, its source included; repeated, it changes nothing."""

    @abstractmethod
    def list_videos(self) -> AsyncIterator[VideoId]:
        """Yield every video that has files here."""
