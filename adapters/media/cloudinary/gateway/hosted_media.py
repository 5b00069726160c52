"""Playback of what Cloudinary made, in the way that the operator chose."""

import asyncio
from collections.abc import Callable
from enum import StrEnum

from adapters.files.borrowing import BorrowedFiles
from adapters.files.memory_source import MemorySourceFile
from adapters.media.cloudinary.gateway.addresses import Addresses, DeliveryAccount, Target
from adapters.media.cloudinary.gateway.blocks import BlockCache
from adapters.media.cloudinary.gateway.delivered_file import DeliveredFile, HostedOriginal
from adapters.media.cloudinary.gateway.file_names import FileNames
from adapters.media.cloudinary.gateway.playlists import PlaylistReader
from adapters.media.cloudinary.gateway.reference import USUAL_FORMAT, HostedReference
from adapters.media.cloudinary.gateway.upstream import Upstream
from application.errors import MediaFileMissingError, StorageUnavailableError
from application.ports.clock import Clock
from application.ports.hosted_media import MASTER_NAME, THUMBNAIL_NAME, HostedMedia
from application.ports.media_store import PublishedFile, RemoteFile
from application.ports.source_file import SourceFile
from domain.video.video import Video

_PLAYLIST = "m3u8"
_MAX_PLAYLIST_BYTES = 8 * 1024 * 1024
"""Some tens of thousands of segments, each with its address."""

_CACHE_BYTES = 32 * 1024 * 1024
_ORIGINAL_LIFE_S = 600
"""Long enough to begin to read; Cloudinary looks at the time once."""

PublicIdOf = Callable[[Video], str]


class PlaybackMode(StrEnum):
    """Who carries the bytes, and what an address that leaves the house is worth.

    GATEWAY: we carry them, and no address of Cloudinary's ever leaves.
    TOKEN: the CDN carries them, to addresses that open one video and end with the grant.
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
        account: DeliveryAccount,
        mode: PlaybackMode,
        public_id_of: PublicIdOf,
        upstream: Upstream,
        borrowed: BorrowedFiles,
        clock: Clock,
    ) -> None:
        """Take the account and the operator's choice.

        Args:
            account: whose assets they are.
            mode: of playback.
            public_id_of: how the engine names the asset of a video.
            upstream: the way to them.
            borrowed: where copies for local programs go.
            clock: tells when tokens end.
        """
        self._account = account
        self._mode = mode
        self._public_id_of = public_id_of
        self._upstream = upstream
        self._borrowed = borrowed
        self._clock = clock
        self._addresses = Addresses(account)
        self._names = FileNames(account.api_secret)
        self._blocks = BlockCache(upstream, _CACHE_BYTES)

    async def open(self, hosted_as: str, name: str, url_life_s: int) -> PublishedFile:
        asset = HostedReference.read(hosted_as)
        target = self._target(asset, name)
        url = self._addresses.signed_url(asset.public_id, asset.version, target)
        first = await self._blocks.get(url, 0)
        file = DeliveredFile(self._blocks, url, first.total_bytes, self._borrowed)
        if target.extension == _PLAYLIST:
            playlist = await self._rewritten(asset, url, file, url_life_s)
            return RemoteFile(MemorySourceFile(playlist), url=None)
        match self._mode:
            case PlaybackMode.TOKEN:
                return RemoteFile(file, self._token_url(asset, target, url_life_s))
            case PlaybackMode.SIGNED:
                return RemoteFile(file, url)
        return RemoteFile(file, url=None)

    async def open_source(self, video: Video) -> SourceFile:
        hosted_as = video.publication.hosted_as if video.publication else None
        asset = HostedReference.read(hosted_as) if hosted_as else None
        public_id = asset.public_id if asset else self._public_id_of(video)
        format_ = asset.format if asset else USUAL_FORMAT

        def write_url() -> str:
            ends_at_s = int(self._clock.now().timestamp()) + _ORIGINAL_LIFE_S
            return self._addresses.original_url(public_id, format_, ends_at_s)

        size_bytes = video.source.size_bytes
        original = HostedOriginal(self._upstream, write_url, size_bytes, self._borrowed)
        await original.require()
        return original

    def _target(self, asset: HostedReference, name: str) -> Target:
        if name == MASTER_NAME:
            return Target(asset.stream, "", _PLAYLIST)
        if name == THUMBNAIL_NAME:
            if asset.thumbnail is None:
                raise MediaFileMissingError
            return Target(asset.thumbnail, "", "jpg")
        return self._names.read(asset.public_id, name)

    async def _rewritten(
        self, asset: HostedReference, url: str, file: SourceFile, url_life_s: int
    ) -> bytes:
        if file.size_bytes > _MAX_PLAYLIST_BYTES:
            raise StorageUnavailableError

        def spell(target: Target) -> str:
            if self._mode is PlaybackMode.TOKEN and target.extension != _PLAYLIST:
                return self._token_url(asset, target, url_life_s)
            return self._names.written(asset.public_id, target)

        playlist = b"".join([piece async for piece in file.read()])
        reader = PlaylistReader(self._account.root, asset.public_id)
        # That of a long video names thousands of segments, each with a code of its own.
        try:
            return await asyncio.to_thread(reader.rewrite, playlist, url, spell)
        except StorageUnavailableError:
            self._blocks.drop(url)
            raise

    def _token_url(self, asset: HostedReference, target: Target, life_s: int) -> str:
        ends_at_s = int(self._clock.now().timestamp()) + life_s
        token = self._addresses.token(asset.public_id, ends_at_s)
        return self._addresses.token_url(asset.public_id, asset.version, target, token)
