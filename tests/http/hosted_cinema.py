"""Videos that a hosted engine keeps, behind the API, in any mode of playback."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import m3u8

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.gateway.hosted_media import CloudinaryHostedMedia, PlaybackMode
from adapters.media.cloudinary.naming import public_id_of
from adapters.media.cloudinary.upstream import Upstream
from adapters.system.processes import HostProcesses
from domain.ids import VideoId
from domain.video.original import SourcePlace
from domain.video.video import Video
from entrypoints.settings import Settings
from tests.adapters.media.cloudinary.gateway.delivery import reference_in
from tests.adapters.media.cloudinary.hosting import account_of
from tests.doubles.clock import ManualClock
from tests.http.api import Account, Api, Json, running_api
from tests.services.cloudinary.stand_in import CloudinaryStandIn

BASE = "http://127.0.0.1:5000"


@dataclass
class Cinema:
    """A video of Ada's at Cloudinary, and everything that she has received."""

    api: Api
    ada: Account
    video: Json
    heard: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """Where its files are."""
        address: str = self.video["streamUrl"]
        return address.removeprefix(BASE).removesuffix("/master.m3u8")

    async def get(self, name: str, **headers: str) -> httpx.Response:
        """Ask for one of its files."""
        answer = await self.api.http.get(f"{self.folder}/{name}", headers=headers)
        self.heard.append(f"{answer.headers!r} {answer.content.decode('latin-1')}")
        return answer

    async def playlists(self) -> list[m3u8.M3U8]:
        """Return the media playlists that the master names."""
        master = m3u8.loads((await self.get("master.m3u8")).text)
        return [m3u8.loads((await self.get(one.uri)).text) for one in master.playlists]


class CinemaIn:
    """Opens a cinema in any mode of playback."""

    def __init__(self, settings: Settings, stand_in: CloudinaryStandIn, folder: Path) -> None:
        self._settings = settings
        self._stand_in = stand_in
        self._folder = folder

    def __call__(self, mode: PlaybackMode) -> AbstractAsyncContextManager[Cinema]:
        return self._opened(mode)

    @asynccontextmanager
    async def _opened(self, mode: PlaybackMode) -> AsyncIterator[Cinema]:
        async with Upstream() as upstream:
            clock = ManualClock()
            self._stand_in.core.clock = clock
            media = CloudinaryHostedMedia(
                account_of(self._stand_in),
                mode,
                self._stand_in.account.token_key,
                upstream,
                BorrowedFiles(self._folder, HostProcesses()),
                clock,
            )
            async with running_api(self._settings, hosted_media=media, clock=clock) as api:
                ada = await api.register()
                yield Cinema(api, ada, await self._hosted(api, ada))

    async def _hosted(self, api: Api, ada: Account) -> Json:
        """Return a video that looks as the engine leaves it."""
        made = await ada.has_uploaded()
        await api.process_everything()
        asset = self._stand_in.assets.find(("video", "authenticated", "owner/video"))
        assert asset is not None
        size_bytes = asset.original.stat().st_size
        hosted_as = reference_in(self._stand_in)

        def change(video: Video) -> Video:
            assert video.publication is not None
            return replace(
                video,
                publication=replace(video.publication, hosted_as=hosted_as),
                source=replace(video.source, place=SourcePlace.HOSTED, size_bytes=size_bytes),
                version=video.version + 1,
            )

        video = await api.container.videos().update(VideoId(made["id"]), change)
        name = public_id_of(video.id, video.owner_id)
        self._stand_in.assets.put(replace(asset, key=("video", "authenticated", name)))
        seen: Json = (await ada.get(f"/api/videos/{made['id']}")).json()
        return seen
