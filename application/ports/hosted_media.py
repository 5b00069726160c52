"""What a hosted engine made and keeps in its own place."""

from abc import abstractmethod
from typing import Protocol

from application.ports.media_store import PublishedFile
from application.ports.source_file import SourceFile
from domain.video.video import Video

MASTER_NAME = "master.m3u8"
THUMBNAIL_NAME = "thumbnail.jpg"


class HostedMedia(Protocol):
    """Published files and originals that lie with a hosted engine.

    A reference is what the engine calls `hosted_as`: it names one asset, and no name that is asked
    for leads to another.
    """

    @abstractmethod
    async def open(self, hosted_as: str, name: str, url_life_s: int) -> PublishedFile:
        """Return a published file.

        References inside a playlist are flat names to be opened here, or addresses of the engine's
        own that open this one asset for at most `url_life_s`, unless the operator chose otherwise.

        Args:
            hosted_as: where the published files lie.
            name: `master.m3u8`, `thumbnail.jpg`, or a name that a playlist from here gave.
            url_life_s: how long an address of the engine's may live at most.

        Raises:
            MediaFileMissingError: there is no such file, or the engine has lost the asset.
            StorageUnavailableError: the engine does not answer, or not yet.
        """

    @abstractmethod
    async def open_source(self, video: Video) -> SourceFile:
        """Return the original, byte for byte; its bytes pass through here.

        Raises:
            SourceMissingError: the engine does not have it.
            StorageUnavailableError: the engine does not answer.
        """
