"""What a hosted engine keeps, for tests: whatever a test puts there."""

from collections.abc import Mapping

from adapters.files.memory_source import MemorySourceFile
from application.errors import (
    MediaFileMissingError,
    SourceMissingError,
    StorageUnavailableError,
)
from application.ports.hosted_media import HostedMedia
from application.ports.media_store import PublishedFile, RemoteFile
from application.ports.source_file import SourceFile
from domain.ids import VideoId
from domain.video.video import Video


class MemoryHostedMedia(HostedMedia):
    """Files by reference and name, originals by video; `is_away` has every call fail."""

    def __init__(self) -> None:
        self.files: dict[str, Mapping[str, bytes]] = {}
        self.originals: dict[VideoId, bytes] = {}
        self.is_away = False

    async def open(self, hosted_as: str, name: str, url_life_s: int) -> PublishedFile:  # noqa: ARG002 - it hands out no address
        self._require_presence()
        content = self.files.get(hosted_as, {}).get(name)
        if content is None:
            raise MediaFileMissingError
        return RemoteFile(MemorySourceFile(content), url=None)

    async def open_source(self, video: Video) -> SourceFile:
        self._require_presence()
        if video.id not in self.originals:
            raise SourceMissingError
        return MemorySourceFile(self.originals[video.id])

    def _require_presence(self) -> None:
        if self.is_away:
            raise StorageUnavailableError
