"""No hosted engine."""

import structlog

from application.errors import StorageUnavailableError
from application.ports.hosted_media import HostedMedia
from application.ports.media_store import PublishedFile
from application.ports.source_file import SourceFile
from domain.video.video import Video

_log: structlog.stdlib.BoundLogger = structlog.get_logger(source="media")


class NoHostedMedia(HostedMedia):
    """Nothing lies elsewhere, or its engine has been taken out of the settings since."""

    async def open(self, hosted_as: str, name: str, url_life_s: int) -> PublishedFile:  # noqa: ARG002 - none is there
        raise _away()

    async def open_source(self, video: Video) -> SourceFile:  # noqa: ARG002 - none is there
        raise _away()


def _away() -> StorageUnavailableError:
    _log.warning("a video lies with a hosted engine that is not set up")
    return StorageUnavailableError()
