"""Find out what a source is and what to make of it."""

from dataclasses import dataclass, replace

from adapters.media.ffmpeg.probe import parse_probe, with_packets
from adapters.media.ffmpeg.reading import measure_command, probe_command
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.ffmpeg.verdict import complains_of_size
from adapters.media.ffmpeg.workbench import Workbench
from application.errors import ProcessingFailedError
from application.ports.media_engine import Planned
from domain.video.failure import FailureCode
from domain.video.limits import find_excess
from domain.video.planning import plan_encoding
from domain.video.source import SourceInfo

_WITH_EDIT_LISTS = frozenset({"mov"})
"""Containers in which streams may hold what is not to be shown."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """Probes and plans; holds nothing of any source."""

    ffmpeg: str
    ffprobe: str
    settings: FfmpegSettings

    async def examine(self, bench: Workbench, size_bytes: int) -> Planned:
        """Return what the source on `bench` is, and the plan for it.

        Raises:
            ProcessingFailedError: it cannot or may not be processed.
        """
        try:
            command = probe_command(self.ffprobe, self.settings.limits.max_pixels)
            output = await bench.run(command)
        except ProcessingFailedError as error:
            # What no reader understands was never a video, rather than a damaged one.
            if error.code is FailureCode.CORRUPT_MEDIA and "moov" not in error.detail:
                raise ProcessingFailedError(FailureCode.NOT_A_VIDEO, error.detail) from error
            raise
        source = parse_probe(output.answer, size_bytes)
        if not source.video.coded_width_px or not source.video.coded_height_px:
            too_large = complains_of_size(output.complaints)
            code = FailureCode.TOO_LARGE_FRAME if too_large else FailureCode.CORRUPT_MEDIA
            raise ProcessingFailedError(code, output.complaints)
        self._refuse_excess(source)
        if source.duration_s <= 0:
            source = replace(source, duration_s=await self._measure(bench, source))
            self._refuse_excess(source)
        if source.video.codec == "h264" or source.container in _WITH_EDIT_LISTS:
            source = with_packets(source, output.answer)
        plan = plan_encoding(
            source,
            ladder=self.settings.ladder,
            normalise_loudness=self.settings.loudness_lufs is not None,
        )
        return Planned(source, plan)

    def _refuse_excess(self, source: SourceInfo) -> None:
        if (code := find_excess(source, self.settings.limits)) is not None:
            raise ProcessingFailedError(code, f"{source.width_px}x{source.height_px}")

    async def _measure(self, bench: Workbench, source: SourceInfo) -> float:
        """Return the playing time by reading the picture to its end."""
        duration_s = 0.0
        command = measure_command(
            self.ffmpeg, source.container, source.video.index, self.settings.limits.max_pixels
        )
        async for report in bench.follow(command):
            duration_s = report.done_s
        if duration_s <= 0:
            raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, "no playing time")
        return duration_s
