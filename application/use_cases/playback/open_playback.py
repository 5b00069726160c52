"""Fetching a published file with a grant."""

import re
from dataclasses import dataclass
from datetime import datetime

from application.errors import MediaFileMissingError
from application.ports.clock import Clock
from application.ports.hosted_media import HostedMedia
from application.ports.media_store import MediaStore, PublishedFile
from application.ports.playback_grants import PlaybackGrants
from application.ports.video_repository import VideoRepository
from domain.ids import VideoId
from domain.video.renditions import Publication

_PUBLISHED_NAME = re.compile(r"[A-Za-z0-9_-]+\.(?:m3u8|ts|m4s|mp4|jpg|vtt)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlaybackFile:
    """A published file, and when the grant that opened it ends."""

    name: str
    file: PublishedFile
    expires_at: datetime
    remaining_s: int


class OpenPlayback:
    """Open one published file of the video that a grant names.

    Whoever holds the grant may, until it expires or the video is deleted.

    Raises:
        UrlInvalidError: the grant is not one of ours.
        UrlExpiredError: its time is over.
        NotFoundError: no such video or file, or the video is not playable.
        StorageUnavailableError: the place where the file lies does not answer.
    """

    def __init__(
        self,
        grants: PlaybackGrants,
        videos: VideoRepository,
        media: MediaStore,
        hosted: HostedMedia,
        clock: Clock,
    ) -> None:
        self._grants = grants
        self._videos = videos
        self._media = media
        self._hosted = hosted
        self._clock = clock

    async def __call__(self, grant_text: str, name: str) -> PlaybackFile:
        now = self._clock.now()
        grant = self._grants.read(grant_text, now)
        if _PUBLISHED_NAME.fullmatch(name) is None:
            raise MediaFileMissingError
        video = await self._videos.get(grant.video_id)
        if video.publication is None or video.owner_id != grant.audience:
            raise MediaFileMissingError
        remaining_s = max(0, int((grant.expires_at - now).total_seconds()))
        file = await self._open(video.id, video.publication, name, remaining_s)
        return PlaybackFile(name, file, grant.expires_at, remaining_s)

    async def _open(
        self, video_id: VideoId, publication: Publication, name: str, url_life_s: int
    ) -> PublishedFile:
        """Open a file where it was published, whichever engine works today."""
        if publication.hosted_as is not None:
            return await self._hosted.open(publication.hosted_as, name, url_life_s)
        return await self._media.open(video_id, publication.attempt, name, url_life_s)
