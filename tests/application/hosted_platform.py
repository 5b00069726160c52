"""A platform on memory adapters whose engine is elsewhere."""

from adapters.media.memory_direct_uploads import MemoryDirectUploads
from adapters.media.memory_hosted import (
    DONE,
    SIGNATURE_HEADER,
    MemoryEngineReports,
    MemoryHostedEngine,
)
from domain.event import EventType
from domain.video.original import SourcePlace
from domain.video.video import Video
from entrypoints.container import Container
from tests.application.platform import Platform

SECRET = "known to the engine"


class HostedPlatform(Platform):
    """A platform whose engine is elsewhere."""

    def _choose_engine(self, container: Container) -> None:
        self.hosted = MemoryHostedEngine()
        self.reports = MemoryEngineReports(SECRET)
        container.engine.override(self.hosted)
        container.engines.reports.override(self.reports)
        self.direct = MemoryDirectUploads()
        container.direct_uploads.override(self.direct)
        self.log = container.event_log()

    async def accepted(self) -> Video:
        """Return a video that the engine has taken over."""
        video = await self.upload(await self.somebody())
        assert await self.app.process_video("worker")
        return await self.videos.get(video.id)

    async def hears(self, video: Video, outcome: str = DONE, *, secret: str = SECRET) -> None:
        """Take delivery of a message about the newest batch of a video."""
        await self.hears_text(video, f"{self.hosted.newest_batch(video.id)}={outcome}", secret)

    async def hears_text(self, video: Video, text: str, secret: str = SECRET) -> None:
        """Take delivery of any message."""
        body = f"{video.owner_id} {video.id} {text}".encode()
        await self.app.receive_report({SIGNATURE_HEADER: secret}, body)

    async def told(self, video: Video) -> list[EventType]:
        """Return every event of the owner's."""
        events = await self.log.read(video.owner_id, 0, 100)
        return [event.event.type for event in events]

    async def is_done(self, video: Video) -> bool:
        """Work off what is due; tell whether the video is whole, told once, and in one place."""
        while await self.app.process_video("worker"):
            pass
        done = await self.videos.get(video.id)
        if not done.complete:
            return False
        assert done.publication is not None
        assert done.publication.hosted_as == str(video.id)
        assert done.source.place is SourcePlace.HOSTED
        assert await self.staged() == []
        assert self.hosted.uploads == 1
        assert await self.told(video) == [
            EventType.CREATED,
            EventType.PROCESSING,
            EventType.PLAYABLE,
            EventType.COMPLETED,
        ]
        return True
