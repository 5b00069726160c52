"""The embedded media engine.

Layout of what it makes, in the private folder of an attempt:

- `master.m3u8`, the multivariant playlist;
- for each rung, `{name}.m3u8`, `{name}_init.mp4` and `{name}_00000.m4s`…: picture and sound
  together in CMAF, in segments of about 4 s that begin with a key frame;
- `thumbnail.jpg`; `storyboard_000.jpg`… and `storyboard.vtt`; `preview.mp4`.

Names stand for themselves, without folders, and never change their content once published,
save for `master.m3u8`.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from adapters.media.ffmpeg.command import Task
from adapters.media.ffmpeg.examination import Examiner
from adapters.media.ffmpeg.production import Production
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.ffmpeg.workbench import Workbench
from adapters.media.own_source import require_source
from adapters.media.scratch import ScratchSpace
from application.ports.media_engine import EngineEvent, EngineJob, MediaEngine, Planned
from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId


class FfmpegEngine(MediaEngine):
    """Media engine over ffmpeg and ffprobe on this machine.

    Every program runs as a confined child process; none outlives the call that needed it.
    """

    def __init__(
        self, ffmpeg: str, ffprobe: str, scratch_dir: Path, settings: FfmpegSettings
    ) -> None:
        """Keep the settings; nothing is started or written.

        Args:
            ffmpeg: absolute path of the program.
            ffprobe: absolute path of the program.
            scratch_dir: where attempts work; no other process may use it.
            settings: bounds and tastes.
        """
        self._ffmpeg = ffmpeg
        self._settings = settings
        self._examiner = Examiner(ffmpeg, ffprobe, settings)
        self._scratch = ScratchSpace(scratch_dir.absolute())

    async def max_source_bytes(self) -> int | None:
        return None

    async def plan(self, source: SourceFile) -> Planned:
        async with source.as_local_file() as path, self._scratch.folder_for_plan() as folder:
            bench = await self._bench(folder, path, source)
            return await self._examiner.examine(bench, source.size_bytes)

    async def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        source = require_source(job)
        async with (
            source.as_local_file() as path,
            self._scratch.folder_for_attempt(job.video_id, job.attempt) as folder,
        ):
            bench = await self._bench(folder, path, source)
            planned = await self._examiner.examine(bench, source.size_bytes)
            bench.grant_time(planned.source.duration_s)
            yield planned
            task = Task(self._ffmpeg, planned.source, planned.plan, self._settings)
            async with aclosing(Production(task, bench).events()) as events:
                async for event in events:
                    yield event

    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        return await self._scratch.list_leftovers()

    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        await self._scratch.remove_leftover(video_id, attempt)

    async def remove(self, video_id: VideoId, owner_id: UserId) -> None:
        pass  # what is made here is published, and nothing stays with the engine

    async def _bench(self, folder: Path, path: Path, source: SourceFile) -> Workbench:
        resolved = await asyncio.to_thread(path.resolve)
        bench = Workbench(folder, resolved, source.size_bytes, self._settings)
        await bench.lay_out()
        return bench
