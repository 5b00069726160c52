"""A hosted engine for tests: it takes sources over, and is done when a test says so.

A report is `{batch}={outcome}`, one a line, where the outcome is `done` or a failure's code; or it
is `arrived={bytes}`, of an original that a client has sent.
A bookmark is the batch that the newest answer named.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from application.errors import (
    PlanUnknownError,
    ProcessingFailedError,
    ReportRefusedError,
    StorageUnavailableError,
)
from application.ports.engine_reports import Arrival, CollectedReport, EngineReport, EngineReports
from application.ports.media_engine import (
    Awaiting,
    Bookmarked,
    EngineEvent,
    EngineJob,
    Examined,
    HostedReady,
    MediaEngine,
    Planned,
    Progressed,
)
from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.failure import FailureCode
from domain.video.renditions import Rendition
from domain.video.source import SourceInfo, VideoStream

DONE = "done"
ARRIVED = "arrived"
SIGNATURE_HEADER = "x-signature"
LOOK_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(slots=True)
class Asset:
    """What lies with the engine for one video; `batches` are its outcomes, None while at work."""

    size_bytes: int
    batches: dict[str, str | None] = field(default_factory=dict)


class MemoryHostedEngine(MediaEngine):
    """Keeps assets by video, and works on each for as long as a test wants.

    `refused` are sources that it does not take, and the codes that it gives for them.
    `holds_answers` keeps back what an upload answers, until it is set.
    `is_quick` has work done the next time it is looked at.
    `is_away` has every call fail.
    `max_bytes` is the longest source that it takes, where there is such a limit.
    """

    def __init__(
        self, refused: Mapping[bytes, FailureCode] | None = None, *, is_quick: bool = False
    ) -> None:
        self.refused = dict(refused or {})
        self.assets: dict[VideoId, Asset] = {}
        self.uploads = 0
        self.is_quick = is_quick
        self.is_away = False
        self.max_bytes: int | None = None
        self.holds_answers = asyncio.Event()
        self.holds_answers.set()

    async def max_source_bytes(self) -> int | None:
        return self.max_bytes

    async def plan(self, source: SourceFile) -> Planned:  # noqa: ARG002 - it is not looked at here
        raise PlanUnknownError

    async def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        self._require_presence()
        asset = self.assets.get(job.video_id) or await self._upload(job)
        yield Examined(_info(asset))
        yield Progressed(0.5)
        batch = job.bookmark
        if batch is None or asset.batches[batch] not in {None, DONE}:
            batch = self._begin(job.video_id)
            await self.holds_answers.wait()
            yield Bookmarked(batch)
        await asyncio.sleep(0)  # others run meanwhile, as they do during a call
        outcome = _outcomes(job.report).get(batch) or asset.batches[batch]
        if outcome is None:
            if self.is_quick:
                self.end(job.video_id)
            yield Awaiting(LOOK_AGAIN_AFTER)
            return
        if outcome != DONE:
            asset.batches[batch] = outcome
            raise ProcessingFailedError(FailureCode(outcome), "as a test wants it")
        yield Progressed(1.0)
        renditions = (Rendition("720p", 1280, 720, 2_500_000),)
        yield HostedReady(str(job.video_id), renditions, True, False)

    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        return ()

    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        pass

    async def remove(self, video_id: VideoId, owner_id: UserId) -> None:  # noqa: ARG002 - ids are unique
        if self.is_away:
            raise StorageUnavailableError
        self.assets.pop(video_id, None)

    def newest_batch(self, video_id: VideoId) -> str:
        """Return the batch that the engine works on."""
        return list(self.assets[video_id].batches)[-1]

    def end(self, video_id: VideoId, outcome: str = DONE) -> None:
        """Let the work on a video end, and say nothing of it."""
        self.assets[video_id].batches[self.newest_batch(video_id)] = outcome

    async def _upload(self, job: EngineJob) -> Asset:
        if job.source is None:
            raise ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, "nothing lies here")
        content = b"".join([chunk async for chunk in job.source.read()])
        if content in self.refused:
            raise ProcessingFailedError(self.refused[content], "as a test wants it")
        self.uploads += 1
        asset = self.assets[job.video_id] = Asset(len(content))
        return asset

    def _begin(self, video_id: VideoId) -> str:
        batches = self.assets[video_id].batches
        batch = f"{video_id}.{len(batches) + 1}"
        batches[batch] = None
        return batch

    def _require_presence(self) -> None:
        if self.is_away:
            raise ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, "as a test wants it")


class MemoryEngineReports(EngineReports):
    """Believes whoever knows `secret`; `waiting` are messages to be fetched."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self.waiting: dict[str, EngineReport | None] = {}

    def read(self, headers: Mapping[str, str], body: bytes) -> EngineReport | None:
        if headers.get(SIGNATURE_HEADER) != self._secret:
            raise ReportRefusedError
        owner_id, video_id, text = body.decode().split(" ")
        if not video_id:
            return None
        what, _, told = text.partition("=")
        arrival = Arrival(int(told)) if what == ARRIVED else None
        return EngineReport(VideoId(video_id), UserId(owner_id), text, arrival)

    def merge(self, known: str | None, report: EngineReport) -> str:
        return "\n".join(sorted({*(known or "").split(), report.text}))

    async def collect(self) -> tuple[CollectedReport, ...]:
        return tuple(CollectedReport(*message) for message in self.waiting.items())

    async def acknowledge(self, receipts: Sequence[str]) -> None:
        for receipt in receipts:
            self.waiting.pop(receipt, None)


def _outcomes(report: str | None) -> dict[str, str]:
    return dict(line.split("=", maxsplit=1) for line in (report or "").split())


def _info(asset: Asset) -> SourceInfo:
    rate_fps = Fraction(30)
    video = VideoStream(0, "h264", 1280, 720, rate_fps, rate_fps, "High")
    return SourceInfo("mov", asset.size_bytes, 10.0, video)
