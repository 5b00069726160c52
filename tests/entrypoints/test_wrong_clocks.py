"""Processes whose wall clock is wrong, on one MongoDB server."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dependency_injector import providers

from adapters.system.clock import SystemClock
from application.actor import Actor
from application.app import Application
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from application.use_cases.accounts.register_user import RegisterUserRequest
from application.use_cases.videos.upload_video import UploadVideoRequest
from domain.ids import VideoId
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from entrypoints.container import Container
from entrypoints.lifespan import opened
from entrypoints.settings import MediaSettings, Settings, StoreSettings, TokenSettings
from tests.http.api import CHEAP_HASHING, CLIP, an_email

HOUR = timedelta(hours=1)


class WrongClock(Clock):
    """The machine's clock, off by `error`."""

    def __init__(self, error: timedelta) -> None:
        self._right = SystemClock()
        self.error = error

    def now(self) -> datetime:
        return self._right.now() + self.error

    async def sleep(self, seconds: float) -> None:
        await self._right.sleep(seconds)


class Process:
    """One process, on records that it shares with others."""

    def __init__(self, container: Container, clock: WrongClock) -> None:
        self.container = container
        self.clock = clock
        self.app: Application = container.application()
        self.videos: VideoRepository = container.videos()

    async def registers(self) -> Actor:
        request = RegisterUserRequest("Ada", an_email(), "correct horse battery")
        return await self.app.authenticate((await self.app.register_user(request)).access_token)

    async def uploads(self, actor: Actor) -> VideoId:
        async def chunks() -> AsyncIterator[bytes]:
            yield CLIP

        request = UploadVideoRequest("Bikes", "bikes.mp4", chunks())
        return (await self.app.upload_video(actor, request)).video.id

    async def claims(self) -> Video | None:
        claimed: Video | None = await self.container.use_cases().working.claim_work()("a worker")
        return claimed


@asynccontextmanager
async def _processes(uri: str, folder: Path, *errors: timedelta) -> AsyncIterator[list[Process]]:
    settings = Settings(
        stores=StoreSettings(mongo_uri=uri, data_dir=folder),
        tokens=TokenSettings(secret="s" * 32),
        media=MediaSettings(engine="memory"),
        hashing=CHEAP_HASHING,
    )
    async with AsyncExitStack() as stack:
        processes = []
        for error in errors:
            container, clock = Container(settings=settings), WrongClock(error)
            container.host_clock.override(providers.Object(clock))
            await stack.enter_async_context(opened(container, with_worker=False))
            processes.append(Process(container, clock))
        yield processes


@pytest.mark.parametrize("error", [HOUR, -HOUR, 7 * HOUR], ids=str)
async def test_T37_a_wrong_clock_takes_no_living_claim_and_gives_nothing_up(
    mongo_uri: str, tmp_path: Path, error: timedelta
) -> None:
    async with _processes(mongo_uri, tmp_path, timedelta(), error) as (right, wrong):
        video_id = await right.uploads(await right.registers())
        claimed = await right.claims()
        assert claimed is not None

        assert await wrong.claims() is None
        await wrong.app.requeue_stalled()
        await wrong.app.sweep_abandoned()

        assert await right.videos.get(video_id) == claimed


@pytest.mark.parametrize("error", [HOUR, -HOUR, 7 * HOUR], ids=str)
async def test_T37_what_a_wrong_clock_begins_is_neither_delayed_nor_expired_elsewhere(
    mongo_uri: str, tmp_path: Path, error: timedelta
) -> None:
    async with _processes(mongo_uri, tmp_path, timedelta(), error) as (right, wrong):
        actor = await wrong.registers()
        video_id = await wrong.uploads(actor)
        video = await right.videos.get(video_id)
        assert abs(video.created_at - SystemClock().now()) < timedelta(minutes=1)

        await right.app.requeue_stalled()
        assert await right.app.process_video("a worker")

        assert (await right.videos.get(video_id)).status is VideoStatus.READY
        assert (await right.app.get_video(actor, video_id)).grant is not None


async def test_P50_a_clock_that_jumps_while_the_process_runs_is_not_noticed(
    mongo_uri: str, tmp_path: Path
) -> None:
    async with _processes(mongo_uri, tmp_path, timedelta()) as (process,):
        before = process.container.clock().now()
        process.clock.error = 5 * HOUR

        await process.container.clock_measures()[0]()

        assert abs(process.container.clock().now() - before) < timedelta(minutes=1)
