"""Encodings whose threads wait for each other, which happens to ffmpeg; a shell stands in."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.ffmpeg.workbench import Report, Workbench
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode

_REPORT = "echo frame=$n; echo out_time_us=${n}000000; echo progress=continue"
_STANDING_STILL = f"n=7; while true; do {_REPORT}; sleep 0.05; done"
_GETTING_AHEAD = f"for n in 1 2 3 4 5 6; do {_REPORT}; sleep 0.5; done"


async def _follow(script: str, folder: Path, standstill_s: float) -> list[Report]:
    """Return what a program reported until its end."""
    work, source = folder / "work", folder / "source"
    work.mkdir()
    source.touch()
    bench = Workbench(work, source, 0, FfmpegSettings(standstill_s=standstill_s))
    return [report async for report in bench.follow(("/bin/sh", "-c", script))]


async def test_P29_an_encoding_that_reports_without_getting_ahead_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ProcessingFailedError) as failed:
        await _follow(_STANDING_STILL, tmp_path, standstill_s=0.5)

    assert failed.value.code is FailureCode.PROCESSING_TIMEOUT
    assert failed.value.code.retryable


async def test_an_encoding_that_gets_ahead_may_take_its_time(tmp_path: Path) -> None:
    reports = await _follow(_GETTING_AHEAD, tmp_path, standstill_s=2.5)

    assert reports == [Report(n, float(n)) for n in range(1, 7)]
