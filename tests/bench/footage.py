"""Sources of a realistic rate, drawn once and repeated to the length that is asked for."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

LOOP_S = 10

_PICTURE = "testsrc2=size=1920x1080:rate=30,noise=alls=12:allf=t"
"""Noise moves like grain: without it a test pattern costs next to no bits."""

_CODECS = {
    "h264": ("-c:v", "libx264", "-preset", "veryfast", "-b:v", "6M", "-g", "60"),
    "hevc": ("-c:v", "libx265", "-preset", "ultrafast", "-b:v", "4M", "-x265-params",
             "log-level=error"),
    "vp9": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1",
            "-b:v", "4M"),
}  # fmt: skip
_SUFFIXES = {"h264": "mp4", "hevc": "mp4", "vp9": "webm"}
_SOUNDS = {"mp4": ("-c:a", "aac", "-b:a", "128k"), "webm": ("-c:a", "libopus", "-b:a", "96k")}


@dataclass(frozen=True, slots=True)
class Footage:
    """Makes 1080p30 files with sound in `folder`, each only once."""

    ffmpeg: str
    folder: Path

    def film(self, codec: str, seconds: int) -> Path:
        """Return `seconds` of `codec` (`h264`, `hevc` or `vp9`), a multiple of `LOOP_S`."""
        suffix = _SUFFIXES[codec]
        path = self.folder / f"{codec}_{seconds}.{suffix}"
        if not path.exists():
            times = seconds // LOOP_S - 1
            arguments = ["-stream_loop", str(times), "-i", str(self._loop(codec)), "-c", "copy"]
            self._run([*arguments, str(path)])
        return path

    def _loop(self, codec: str) -> Path:
        suffix = _SUFFIXES[codec]
        path = self.folder / f"{codec}_loop.{suffix}"
        if not path.exists():
            inputs = ["-f", "lavfi", "-i", _PICTURE]
            inputs += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
            codecs = [*_CODECS[codec], "-pix_fmt", "yuv420p", *_SOUNDS[suffix]]
            self._run([*inputs, "-t", str(LOOP_S), *codecs, str(path)])
        return path

    def _run(self, arguments: list[str]) -> None:
        subprocess.run([self.ffmpeg, "-nostdin", "-v", "error", "-y", *arguments], check=True)
