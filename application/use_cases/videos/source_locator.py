"""Finding the source of a video, wherever it lies."""

from application.errors import SourceMissingError
from application.ports.hosted_media import HostedMedia
from application.ports.media_store import MediaStore
from application.ports.source_file import SourceFile
from application.ports.staging_area import StagingArea
from domain.video.original import SourcePlace
from domain.video.video import Video


class SourceLocator:
    """Opens the file as uploaded: staged, kept, or with a hosted engine."""

    def __init__(self, staging: StagingArea, media: MediaStore, hosted: HostedMedia) -> None:
        self._staging = staging
        self._media = media
        self._hosted = hosted

    async def open(self, video: Video) -> SourceFile:
        """Return the source.

        Raises:
            SourceMissingError: it is not stored any more.
            StorageUnavailableError: the place where it is stored does not answer.
        """
        match video.source.place:
            case SourcePlace.STAGED:
                return await self._staging.open(video.source.staged_id)
            case SourcePlace.STORED:
                return await self._media.open_source(video.id)
            case SourcePlace.HOSTED:
                return await self._hosted.open_source(video)
            case SourcePlace.GONE:
                raise SourceMissingError
