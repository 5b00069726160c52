"""A platform whose engine takes files from clients itself."""

from datetime import timedelta

from adapters.media.memory_hosted import ARRIVED, SIGNATURE_HEADER, Asset
from application.actor import Actor
from application.ports.engine_reports import Arrival
from application.use_cases.uploads.start_upload import StartUploadRequest
from application.use_cases.videos.list_videos import ListVideosRequest
from domain.ids import UserId
from domain.upload.upload import Upload
from tests.application.hosted_platform import SECRET, HostedPlatform

SIZE_BYTES = 1000


class DirectPlatform(HostedPlatform):
    """A platform with somebody who uploads past it."""

    async def begins(self, actor: Actor, size_bytes: int = SIZE_BYTES) -> Upload:
        """Return a direct upload."""
        request = StartUploadRequest(size_bytes, title="Bikes", filename="bikes.mp4")
        begun = await self.app.start_direct_upload(actor, request)
        assert begun.form is not None
        return begun.upload

    def receives(self, upload: Upload, size_bytes: int = SIZE_BYTES) -> None:
        """Let a file arrive at the engine, which says nothing of it."""
        self.direct.arrivals[upload.video_id] = Arrival(size_bytes)
        self.hosted.assets[upload.video_id] = Asset(size_bytes)

    async def tells(
        self, upload: Upload, size_bytes: int = SIZE_BYTES, owner_id: UserId | None = None
    ) -> None:
        """Take delivery of the engine's message that a file has arrived."""
        body = f"{owner_id or upload.owner_id} {upload.video_id} {ARRIVED}={size_bytes}".encode()
        await self.app.receive_report({SIGNATURE_HEADER: SECRET}, body)

    async def made_video(self, actor: Actor) -> Upload:
        """Return a direct upload that arrived, was told of and is a video now."""
        upload = await self.begins(actor)
        self.receives(upload)
        await self.tells(upload)
        return upload

    async def titles(self, actor: Actor) -> list[str]:
        """Return what the actor's list shows."""
        page = await self.app.list_videos(actor, ListVideosRequest())
        return [view.video.title for view in page.items]

    async def sweeps_after(self, span: timedelta) -> None:
        """Do what workers do after a while."""
        self.clock.advance(span)
        await self.app.sweep_abandoned()

    async def sweeps_daily(self, days: int) -> None:
        """Do what workers do once a day."""
        for _ in range(days):
            await self.sweeps_after(timedelta(days=1))
