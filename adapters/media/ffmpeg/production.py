"""Make everything that the plan of one source asks for, what viewers wait for first."""

import asyncio
from contextlib import aclosing
from fractions import Fraction
from pathlib import Path

from adapters.media.ffmpeg.batches import share_decoding
from adapters.media.ffmpeg.command import SEGMENT_S, Task, copy_command, encode_command
from adapters.media.ffmpeg.cuts import subdivide
from adapters.media.ffmpeg.early_writing import written_early
from adapters.media.ffmpeg.inspection import FinishedRung, inspect, tolerance_s
from adapters.media.ffmpeg.interleaving import EventStream, interleave
from adapters.media.ffmpeg.photography import Photographer
from adapters.media.ffmpeg.playlist import MASTER, write_master_playlist
from adapters.media.ffmpeg.storyboard import Storyboard, key_frames_suffice, storyboard_of
from adapters.media.ffmpeg.workbench import Report, Workbench
from adapters.media.scratch import no_room_or_internal
from application.errors import ProcessingFailedError
from application.ports.media_engine import MediaFile, Progressed, RenditionsReady
from domain.video.failure import FailureCode
from domain.video.ladder import Rung

_COPYING_SHARE = 0.02
"""Work of copying a picture against encoding it."""

_UNTIL_THE_END = 0.99
"""Progress before the last rung is published."""


class Production:
    """One attempt at one source; `events` is run once."""

    def __init__(self, task: Task, bench: Workbench) -> None:
        self._task = task
        self._bench = bench
        self._photographer = Photographer(task, bench)
        self._storyboard = storyboard_of(task.source)
        # An encoding draws it for next to nothing, but key frames alone do at once.
        self._is_drawn_alone = not task.plan.encoded or (
            task.plan.copied is not None and key_frames_suffice(task.source, self._storyboard)
        )
        self._finished: dict[str, FinishedRung] = {}
        self._cuts_s: tuple[float, ...] = ()
        self._done_px = 0.0

    async def events(self) -> EventStream:
        """Yield what becomes of the source: the copied or the lowest rung, then all others.

        Raises:
            ProcessingFailedError: something could not be made, or was not whole.
        """
        first, *others = self._stages()
        async with aclosing(first) as events:
            async for event in events:
                yield event
        # At once where it may: an encoding of several threads leaves cores idle now and then.
        order = _in_turn if self._task.settings.threads == 1 else interleave
        async with aclosing(order(self._pictures(), _in_turn(*others))) as events:
            async for event in events:
                yield event
        yield Progressed(1.0)

    def _stages(self) -> list[EventStream]:
        plan = self._task.plan
        if plan.copied is not None:
            batches = share_decoding(plan.encoded)
        else:
            # Nothing plays: the lowest alone is soon there, and worth a decoding of its own.
            batches = (plan.encoded[-1:], *share_decoding(plan.encoded[:-1]))
        drawn = None if self._is_drawn_alone else self._storyboard
        stages = [
            self._encode(rungs, None if place else drawn) for place, rungs in enumerate(batches)
        ]
        return stages if plan.copied is None else [self._copy(plan.copied.rung), *stages]

    async def _pictures(self) -> EventStream:
        """Yield what is drawn by programs of its own, what people look for first."""
        if (thumbnail := await self._photographer.take_thumbnail()) is not None:
            yield thumbnail
        if self._is_drawn_alone:
            storyboard = await self._photographer.draw_storyboard(self._storyboard)
            if storyboard is not None:
                yield storyboard
        if (preview := await self._photographer.make_preview()) is not None:
            yield preview

    async def _copy(self, rung: Rung) -> EventStream:
        report = Report(0, 0.0)
        looking = asyncio.create_task(self._photographer.can_look_inside())
        try:
            async with (
                written_early(self._bench.folder, f"{rung.name}_*.m4s"),
                aclosing(self._bench.follow(copy_command(self._task, rung))) as reports,
            ):
                async for report in reports:
                    yield self._progress(_COPYING_SHARE * rung.area_px, report)
            self._count_frames(report)
            # Copying decodes nothing: somebody has to show that there is something to decode.
            if not await looking:
                raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, "pictures do not decode")
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
        copied = await self._inspect(rung, self._task.source.video.frame_rate_fps)
        # Times in the playlist count from the first picture, those of ffmpeg from the file's start.
        cuts_s = tuple(cut_s + self._task.source.video.start_s for cut_s in copied.playlist.cuts_s)
        if self._task.plan.stopgap is not None:
            cuts_s = subdivide(cuts_s, self._task.source.duration_s, SEGMENT_S)
        self._cuts_s = cuts_s
        self._done_px += self._seconds_px(_COPYING_SHARE * rung.area_px)
        yield await self._publish(copied)
        await self._clear(copied)

    async def _encode(self, rungs: tuple[Rung, ...], storyboard: Storyboard | None) -> EventStream:
        """Make `rungs` out of one decoding, and the storyboard out of the lowest if it is given."""
        command = encode_command(self._task, rungs, self._cuts_s, storyboard)
        area_px = sum(rung.area_px for rung in rungs)
        async with aclosing(self._bench.follow(command)) as reports:
            async for report in reports:
                yield self._progress(area_px, report)
        plan, source = self._task.plan, self._task.source
        rate_fps = plan.frame_rate_fps if plan.copied is None else source.video.frame_rate_fps
        finished = [await self._inspect(rung, rate_fps) for rung in rungs]
        self._done_px += self._seconds_px(area_px)
        yield await self._publish(*finished)
        await self._clear(*finished)
        if storyboard is not None:
            bound = await self._photographer.bind_storyboard(storyboard)
            if bound is not None:
                yield bound

    def _count_frames(self, report: Report) -> None:
        """Compare the pictures that were copied with those that the file claims to hold."""
        video = self._task.source.video
        missing = (video.frames or 0) - report.frames
        if missing > tolerance_s(self._task.source.duration_s) * video.frame_rate_fps:
            raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, f"{missing} pictures missing")

    async def _inspect(self, rung: Rung, rate_fps: Fraction) -> FinishedRung:
        duration_s = self._task.source.duration_s
        return await asyncio.to_thread(inspect, self._bench.folder, rung, duration_s, rate_fps)

    async def _publish(self, *finished: FinishedRung) -> RenditionsReady:
        """Return the news: what is finished, under a master playlist that lists it."""
        self._finished |= {rung.variant.name: rung for rung in finished}
        listed = self._listed()
        master = write_master_playlist(tuple(rung.variant for rung in listed))
        folder = self._bench.folder
        try:
            await asyncio.to_thread((folder / MASTER).write_text, master)
        except OSError as exc:
            raise ProcessingFailedError(no_room_or_internal(exc), str(exc)) from exc
        names = [name for rung in finished for name in rung.names]
        return RenditionsReady(
            files=tuple(MediaFile(name, folder / name) for name in (*names, MASTER)),
            renditions=tuple(rung.rendition for rung in listed),
        )

    async def _clear(self, *published: FinishedRung) -> None:
        """Remove what the caller left of files that it was given."""
        self._bench.hand_over(sum(rung.size_bytes for rung in published))
        names = [name for rung in published for name in rung.names]
        await asyncio.to_thread(_discard, [self._bench.folder / name for name in names])

    def _listed(self) -> list[FinishedRung]:
        """Return what the master playlist names, highest first."""
        plan = self._task.plan
        wanted = [planned.rung.name for planned in plan.rungs]
        if plan.stopgap is not None and wanted[0] not in self._finished:
            wanted.insert(0, plan.stopgap.rung.name)
        return [self._finished[name] for name in wanted if name in self._finished]

    def _progress(self, area_px: float, report: Report) -> Progressed:
        share = min(1.0, report.done_s / self._task.source.duration_s)
        total_px = self._total_px()
        done_px = self._done_px + share * self._seconds_px(area_px)
        return Progressed(min(_UNTIL_THE_END, done_px / total_px))

    def _total_px(self) -> float:
        plan = self._task.plan
        copied_px = _COPYING_SHARE * plan.copied.rung.area_px if plan.copied else 0.0
        return self._seconds_px(copied_px + sum(rung.area_px for rung in plan.encoded))

    def _seconds_px(self, area_px: float) -> float:
        return area_px * self._task.source.duration_s


async def _in_turn(*streams: EventStream) -> EventStream:
    for stream in streams:
        async with aclosing(stream) as events:
            async for event in events:
                yield event


def _discard(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
