"""A platform on memory adapters whose engine talks to a stand-in."""

import asyncio
from datetime import timedelta
from pathlib import Path

from application.use_cases.videos.upload_video import UploadVideoRequest
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from entrypoints.container import Container
from tests.adapters.media.cloudinary.hosting import Hosted
from tests.application.platform import Platform, chunks

_ROUNDS = 300
_PAUSE_S = 0.02


class CloudPlatform(Platform):
    """Time passes as fast as the stand-in works."""

    def __init__(self, scratch: Path, hosted: Hosted, clip: bytes) -> None:
        self.hosted = hosted
        self.clip = clip
        super().__init__(scratch)

    def _choose_engine(self, container: Container) -> None:
        self.clock = self.hosted.clock
        container.clock.override(self.clock)
        container.engine.override(self.hosted.engine)
        container.engines.reports.override(self.hosted.reports)

    async def uploaded(self) -> Video:
        """Return a video that nobody has worked on."""
        request = UploadVideoRequest("Bikes", "bikes.mp4", chunks(self.clip))
        view = await self.app.upload_video(await self.somebody(), request)
        return await self.videos.get(view.video.id)

    async def work_on(self) -> None:
        """Work off what is due, messages included."""
        await self.app.collect_reports()
        while await self.app.process_video("worker"):
            pass

    async def ended(self, video: Video, step: timedelta = timedelta(seconds=20)) -> Video:
        """Return the video once it is READY or FAILED, letting `step` pass between looks."""
        for _ in range(_ROUNDS):
            await self.work_on()
            seen = await self.videos.get(video.id)
            if seen.status is not VideoStatus.PROCESSING:
                return seen
            self.clock.advance(step)
            await asyncio.sleep(_PAUSE_S)
        raise AssertionError("it is still being processed")
