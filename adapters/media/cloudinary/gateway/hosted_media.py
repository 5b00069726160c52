"""Playback of what Cloudinary made, in the way that the operator chose."""

import asyncio
from enum import StrEnum
from functools import partial

import msgspec

from adapters.files.borrowing import BorrowedFiles
from adapters.files.memory_source import MemorySourceFile
from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.bookmark import Bookmark
from adapters.media.cloudinary.gateway.addresses import (
    Addresses,
    Target,
    master_of,
    thumbnail_of,
)
from adapters.media.cloudinary.gateway.blocks import BlockCache
from adapters.media.cloudinary.gateway.delivered_file import DeliveredFile, HostedOriginal
from adapters.media.cloudinary.gateway.file_names import FileNames
from adapters.media.cloudinary.gateway.playlists import PlaylistReader
from adapters.media.cloudinary.gateway.readers import Readers
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.upstream import Upstream
from application.errors import MediaFileMissingError, StorageUnavailableError
from application.ports.clock import Clock
from application.ports.hosted_media import MASTER_NAME, THUMBNAIL_NAME, HostedMedia
from application.ports.media_store import PublishedFile, RemoteFile, ServedFile
from application.ports.source_file import SourceFile
from domain.video.video import Video

_PLAYLIST = "m3u8"
_MAX_PLAYLIST_BYTES = 8 * 1024 * 1024
"""Some tens of thousands of segments, each with its address."""

_CACHE_BYTES = 32 * 1024 * 1024
_ORIGINAL_LIFE_S = 600
"""Long enough to begin to read; Cloudinary looks at the time once."""

_USUAL_FORMAT = "mp4"


class PlaybackMode(StrEnum):
    """Who carries the bytes, and what an address that leaves the house is worth.

    GATEWAY: we carry them, and no address of Cloudinary's ever leaves.
    TOKEN: the CDN carries them, to addresses that open one rendition and end with the grant.
    SIGNED: the CDN carries them, to addresses that open one file for ever. Whoever has seen one
    can pass it on; deleting the video is the only way to end it.
    """

    GATEWAY = "gateway"
    TOKEN = "token"  # noqa: S105 - a mode
    SIGNED = "signed"


class CloudinaryHostedMedia(HostedMedia):
    """Playlists come from us in every mode: the addresses in Cloudinary's carry no rights."""

    def __init__(
        self,
        account: CloudinaryAccount,
        mode: PlaybackMode,
        token_key: str,
        upstream: Upstream,
        borrowed: BorrowedFiles,
        clock: Clock,
    ) -> None:
        """Take the account and the operator's choice.

        Args:
            account: whose assets they are.
            mode: of playback.
            token_key: what tokens are signed with, empty where the mode needs none.
            upstream: the way to the assets.
            borrowed: where copies for local programs go.
            clock: tells when tokens end.
        """
        self._account = account
        self._mode = mode
        self._upstream = upstream
        self._borrowed = borrowed
        self._clock = clock
        self._addresses = Addresses(account, token_key)
        self._names = FileNames(account.api_secret)
        self._blocks = BlockCache(upstream, _CACHE_BYTES)
        self._readers = Readers()

    async def open(self, hosted_as: str, name: str, url_life_s: int) -> PublishedFile:
        place = _place(hosted_as)
        target = self._target(place, name)
        url = self._addresses.for_ever(place, target)
        if target.extension != _PLAYLIST and self._mode is not PlaybackMode.GATEWAY:
            is_token = self._mode is PlaybackMode.TOKEN
            return ServedFile(self._until(place, target, url_life_s) if is_token else url)
        first = await self._blocks.get(url, 0)
        file = DeliveredFile(self._blocks, url, first.total_bytes, self._borrowed)
        if target.extension != _PLAYLIST:
            return RemoteFile(file, url=None)
        playlist = await self._rewritten(place, url, file, url_life_s)
        return RemoteFile(MemorySourceFile(playlist), url=None)

    async def open_source(self, video: Video) -> SourceFile:
        public_id = public_id_of(video.id, video.owner_id)
        page = Bookmark.read(video.bookmark)
        format_ = (page.format if page else "") or _USUAL_FORMAT

        def write_url() -> str:
            ends_at_s = int(self._clock.now().timestamp()) + _ORIGINAL_LIFE_S
            return self._addresses.original(public_id, format_, ends_at_s)

        self._readers.require_room(video.owner_id)
        original = HostedOriginal(
            self._upstream,
            write_url,
            video.source.size_bytes,
            self._borrowed,
            partial(self._readers.one_more, video.owner_id),
        )
        await original.require()
        return original

    def _target(self, place: HostedPlace, name: str) -> Target:
        if name == MASTER_NAME:
            return master_of(place)
        if name == THUMBNAIL_NAME:
            return thumbnail_of()
        return self._names.read(place.public_id, name)

    async def _rewritten(
        self, place: HostedPlace, url: str, file: SourceFile, url_life_s: int
    ) -> bytes:
        if file.size_bytes > _MAX_PLAYLIST_BYTES:
            raise StorageUnavailableError

        def spell(target: Target) -> str:
            if self._mode is PlaybackMode.TOKEN and target.extension != _PLAYLIST:
                return self._until(place, target, url_life_s)
            return self._names.written(place.public_id, target)

        playlist = b"".join([piece async for piece in file.read()])
        reader = PlaylistReader(self._account.delivery_root, place.public_id)
        # That of a long video names thousands of segments, each with a code of its own.
        try:
            return await asyncio.to_thread(reader.rewrite, playlist, url, spell)
        except StorageUnavailableError:
            self._blocks.drop(url)
            raise

    def _until(self, place: HostedPlace, target: Target, life_s: int) -> str:
        return self._addresses.until(place, target, int(self._clock.now().timestamp()) + life_s)


def _place(hosted_as: str) -> HostedPlace:
    try:
        return HostedPlace.read(hosted_as)
    except msgspec.DecodeError as exc:
        raise MediaFileMissingError from exc
