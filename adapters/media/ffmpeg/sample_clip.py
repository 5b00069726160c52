"""A clip to try the product with, made on the spot."""

import subprocess
from pathlib import Path

_SECONDS = "10"
_TIMEOUT_S = 60


def make_sample_clip(ffmpeg: str, path: Path) -> None:
    """Write ten seconds of 720p H.264 with AAC to `path`, an MP4; blocks for about two seconds."""
    command = [ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
    command += ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30"]
    command += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
    command += ["-t", _SECONDS, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    command += ["-g", "60", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True, timeout=_TIMEOUT_S)
