"""Where the commands of one attempt run: its folder, its source, its time and its room."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path

from adapters.media.ffmpeg.process import spawn
from adapters.media.ffmpeg.reading import INPUT
from adapters.media.ffmpeg.sandbox import Confinement
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.scratch import no_room_or_internal
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """How far an ffmpeg has come: pictures written, and playing time written."""

    frames: int
    done_s: float


@dataclass(frozen=True, slots=True)
class Output:
    """What a program printed, and the last of what it complained of."""

    answer: bytes
    complaints: str


class Workbench:
    """Runs commands in `folder`, one attempt's private place; several may run at once.

    `deadline` is a reading of the event loop's clock; the engine moves it when probing is over.
    """

    def __init__(
        self, folder: Path, source: Path, source_bytes: int, settings: FfmpegSettings
    ) -> None:
        self.folder = folder
        self.deadline = asyncio.get_running_loop().time() + settings.probe_timeout_s
        self._source = source
        self._settings = settings
        self._room_bytes = settings.max_output_bytes(source_bytes)

    async def lay_out(self) -> None:
        """Put the source into the folder under its neutral name.

        Raises:
            ProcessingFailedError: the folder cannot be written.
        """
        try:
            await asyncio.to_thread((self.folder / INPUT).symlink_to, self._source)
        except OSError as exc:
            raise ProcessingFailedError(no_room_or_internal(exc), str(exc)) from exc

    def grant_time(self, duration_s: float) -> None:
        """Set the deadline for the work on a source of this playing time."""
        timeout_s = self._settings.timeout_s(duration_s)
        self.deadline = asyncio.get_running_loop().time() + timeout_s

    def hand_over(self, size_bytes: int) -> None:
        """Note that files of this size are about to leave the folder; they stay counted."""
        self._room_bytes -= size_bytes

    async def run(self, command: tuple[str, ...]) -> Output:
        """Run `command` to its end and return what it printed.

        Raises:
            ProcessingFailedError: it failed, or exceeded a bound.
        """
        async with spawn(command, self._confinement(), self.deadline) as child:
            answer = await child.read()
            complaints = await child.finish()
        return Output(answer, complaints)

    async def follow(self, command: tuple[str, ...]) -> AsyncGenerator[Report, None]:
        """Run an ffmpeg to its end and yield its progress about once a second.

        Raises:
            ProcessingFailedError: it failed, exceeded a bound, or stood still.
        """
        frames, done_s, told = 0, 0.0, (0, 0.0)
        standstill_s = self._settings.standstill_s
        async with (
            spawn(command, self._confinement(), self.deadline, standstill_s) as child,
            aclosing(child.lines()) as lines,
        ):
            async for line in lines:
                key, _, value = line.partition("=")
                if key == "frame":
                    frames = int(value)
                elif key == "out_time_us" and value != "N/A":
                    done_s = max(done_s, int(value) / _MICROSECONDS)
                elif key == "progress":
                    if (frames, done_s) != told:
                        told = frames, done_s
                        child.note_advance()
                    await self._check_room()
                    yield Report(frames, done_s)
            await child.finish()

    def _confinement(self) -> Confinement:
        left_s = max(1.0, self.deadline - asyncio.get_running_loop().time())
        return Confinement(
            folder=self.folder,
            source=self._source,
            niceness=self._settings.niceness,
            memory_bytes=self._settings.memory_bytes,
            cpu_s=left_s * (os.cpu_count() or 1),
            file_bytes=max(0, self._room_bytes),
        )

    async def _check_room(self) -> None:
        used_bytes = await asyncio.to_thread(_size_bytes, self.folder)
        if used_bytes > self._room_bytes:
            raise ProcessingFailedError(FailureCode.OUTPUT_TOO_LARGE, f"{used_bytes} bytes")


def _size_bytes(folder: Path) -> int:
    size_bytes = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            # Temporary files come and go while the child works.
            with suppress(FileNotFoundError):
                size_bytes += entry.stat(follow_symlinks=False).st_size
    return size_bytes
