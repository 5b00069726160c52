"""A platform on memory adapters, whose time and accidents a test holds in its hand."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.media.memory import MemoryMediaEngine, Script
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import CHEAPEST, Argon2Profile
from adapters.staging.memory import MemoryStagingArea
from application.actor import Actor
from application.app import Application
from application.errors import StoreUnavailableError
from application.ports.media_engine import MediaFile
from application.ports.media_store import MediaStore
from application.ports.password_hasher import PasswordHasher
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.accounts.register_user import RegisterUserRequest
from application.use_cases.processing.claim_work import ClaimWork
from application.use_cases.uploads.writer_turns import WriterTurns
from application.use_cases.videos.upload_video import UploadVideoRequest
from domain.account.password import PlainPassword
from domain.ids import StagedId, VideoId
from domain.video.failure import FailureCode
from domain.video.video import Video
from entrypoints.container import Container
from entrypoints.settings import Settings
from tests.doubles.clock import ManualClock
from tests.doubles.ids import SequentialIdGenerator
from tests.doubles.webhook_sender import StandInSender

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"
"""The least that is taken for a video."""

_FIRST_RENDITION_AT = 2
"""Its position among the events of the memory engine: planned, thumbnail, rendition."""


async def chunks(content: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    """Yield `content` in pieces of `size` bytes."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


class RoomyStagingArea(MemoryStagingArea):
    """Memory with an end, where a test sets one."""

    room_bytes: int | None = None

    async def free_bytes(self) -> int | None:
        return self.room_bytes


class FlakyVideoRepository(MemoryVideoRepository):
    """Memory that fails once, before or after it has written, where a test wants it."""

    _breaks_next_add = False
    _refuses_next_add = False

    def refuse_next_write(self) -> None:
        """Let the next `add` write nothing."""
        self._refuses_next_add = True

    def break_next_write_after_it_is_done(self) -> None:
        """Let the next `add` be written and unanswered."""
        self._breaks_next_add = True

    async def add(self, video: Video) -> None:
        if self._refuses_next_add:
            self._refuses_next_add = False
            raise StoreUnavailableError
        await super().add(video)
        if self._breaks_next_add:
            self._breaks_next_add = False
            raise StoreUnavailableError


class Roll(WorkerPresence):
    """Workers that are gone when a test says so."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    @property
    def name(self) -> str:
        return "worker"

    def is_gone(self, worker: str) -> bool:
        return worker in self.gone


class AdjustableHasher(PasswordHasher):
    """Argon2 at a price that a test may raise."""

    def __init__(self) -> None:
        self.argon2 = Argon2PasswordHasher(CHEAPEST)

    async def hash(self, password: PlainPassword) -> str:
        return await self.argon2.hash(password)

    async def verify(self, password: PlainPassword, password_hash: str | None) -> bool:
        return await self.argon2.verify(password, password_hash)

    def needs_rehash(self, password_hash: str) -> bool:
        return self.argon2.needs_rehash(password_hash)


class Platform:
    """The use-cases, and the adapters behind them."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._people = itertools.count()
        self._compose(Settings.in_memory())

    def _compose(self, settings: Settings) -> None:
        self.clock = ManualClock()
        self.engine = MemoryMediaEngine(self._scratch / "engine")
        self.staging = RoomyStagingArea(self.clock)
        self.hasher = AdjustableHasher()
        self.presence = Roll()
        self.receiver = StandInSender()
        container = Container(settings=settings)
        self.videos = FlakyVideoRepository(container.event_log(), container.event_signals())
        container.clock.override(self.clock)
        container.ids.override(SequentialIdGenerator())
        container.hasher.override(self.hasher)
        container.presence.override(self.presence)
        self._choose_engine(container)
        container.staging.override(self.staging)
        container.videos.override(self.videos)
        container.webhook_sender.override(self.receiver)
        self.users: UserRepository = container.users()
        self.uploads: UploadRepository = container.resumable_uploads()
        self.media: MediaStore = container.media()
        self.app: Application = container.application()
        self.claim_work: ClaimWork = container.use_cases().working.claim_work()
        self.turns: WriterTurns = container.use_cases.uploading.turns()  # type: ignore[attr-defined]  # a container in a container

    def _choose_engine(self, container: Container) -> None:
        container.engine.override(self.engine)

    async def somebody(self) -> Actor:
        """Return a new user, logged in."""
        request = RegisterUserRequest("Ada", f"{next(self._people)}@example.com", "long enough")
        credentials = await self.app.register_user(request)
        return await self.app.authenticate(credentials.access_token)

    async def upload(self, actor: Actor, title: str = "Bikes") -> Video:
        """Return a video of the actor's, made a moment after all others."""
        self.clock.advance(timedelta(milliseconds=1))
        request = UploadVideoRequest(title, "bikes.mp4", chunks(MP4))
        return await self.videos.get((await self.app.upload_video(actor, request)).video.id)

    async def work_through(self) -> int:
        """Work until nothing is due, waiting out every gap; return the attempts that took."""
        attempts = 0
        for _ in range(10):
            while await self.app.process_video("worker"):
                attempts += 1
            self.clock.advance(timedelta(minutes=1))
        return attempts

    def limit_uploads(self, max_open: int = 10, **limits: int) -> None:
        """Begin anew with other limits."""
        settings = Settings.in_memory()
        uploads = replace(settings.uploads, **limits)
        resumable = replace(settings.resumable, max_open_per_user=max_open)
        self._compose(replace(settings, uploads=uploads, resumable=resumable))

    def use_stronger_hashing(self) -> None:
        """Ask more of every hash from here on."""
        self.hasher.argon2 = Argon2PasswordHasher(Argon2Profile(2, 16, 1))

    def fails_with(self, code: FailureCode | None, *, after_first_rendition: bool = False) -> None:
        """Let attempts that begin from here on fail, or succeed again with None."""
        after = _FIRST_RENDITION_AT + 1 if after_first_rendition else 1
        self.engine.scripts[MP4] = Script(fails_with=code, fails_after=after)

    def holds_back_after_first_rendition(self, *, before: bool = False) -> asyncio.Event:
        """Let attempts that begin from here on stop right after, or before, they can be played."""
        gate = asyncio.Event()
        at = _FIRST_RENDITION_AT + (0 if before else 1)
        self.engine.scripts[MP4] = Script(gates={at: gate})
        return gate

    async def dies_while_processing(self) -> None:
        """Claim the next video and never speak of it again."""
        await self.claim()

    async def claim(self) -> Video:
        """Return the video that a free worker gets."""
        video = await self.claim_or_none()
        assert video is not None
        return video

    async def claim_or_none(self) -> Video | None:
        """Return the video that a free worker gets, if any."""
        return await self.claim_work("worker")

    async def is_playable(self, video: Video) -> bool:
        """Tell whether players get something."""
        return (await self.videos.get(video.id)).is_playable

    async def has_claim(self, video: Video) -> bool:
        """Tell whether a worker is on it."""
        return (await self.videos.get(video.id)).claim is not None

    async def was_written_since(self, video: Video, version: int) -> bool:
        """Tell whether the record is newer than `version`."""
        return (await self.videos.get(video.id)).version > version

    async def staged(self) -> list[StagedId]:
        """Return everything in the staging area."""
        later = self.clock.now() + timedelta(days=1)
        return [entry.staged_id for entry in await self.staging.list_changed_before(later)]

    async def stored(self) -> list[VideoId]:
        """Return every video with files in the media store."""
        return [video_id async for video_id in self.media.list_videos()]

    async def attempts_of(self, video: Video) -> tuple[int, ...]:
        """Return the attempts with files in the media store."""
        return await self.media.list_attempts(video.id)

    async def leaves_behind(
        self, *, staged: int = 0, videos: int = 0, attempt_of: Video | None = None
    ) -> None:
        """Leave what crashes leave: half-written uploads, and files that no record names."""
        ids = SequentialIdGenerator()
        for _ in range(staged):
            writer = await self.staging.create(StagedId("f" + ids.new_id()[1:]))
            await writer.write(MP4)
        for _ in range(videos):
            await self._store(VideoId("f" + ids.new_id()[1:]), 1)
        if attempt_of is not None:
            await self._store(attempt_of.id, 99)

    async def _store(self, video_id: VideoId, attempt: int) -> None:
        path = self._scratch / "left.m4s"
        path.write_bytes(MP4)
        await self.media.take(video_id, attempt, (MediaFile("left.m4s", path),))
