"""Small clips that ffmpeg draws when a test asks for them."""

import hashlib
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from adapters.media.ffmpeg.binaries import Binaries

PICTURE = "testsrc2=size={size}:rate={rate}:duration={seconds}"
SOUND = "sine=frequency=440:sample_rate=48000:duration={seconds}"

H264 = ("-c:v", "libx264", "-preset", "superfast", "-crf", "32", "-pix_fmt", "yuv420p", "-g", "30")
"""As phones and screen recorders write it: a key frame each second."""

AAC = ("-c:a", "aac", "-b:a", "64k")


@dataclass(frozen=True, slots=True)
class Studio:
    """Makes clips in `folder`, each only once."""

    binaries: Binaries
    folder: Path

    def clip(
        self,
        name: str,
        *options: str,
        size: str = "320x180",
        rate: str = "30",
        seconds: float = 3,
        sound_seconds: float | None = None,
        picture: str = PICTURE,
    ) -> Path:
        """Return a test pattern with a tone, encoded with `options`; see `made`.

        `sound_seconds` is the length of the tone if not that of the picture; 0 for none.
        """
        heard = seconds if sound_seconds is None else sound_seconds
        inputs = ["-f", "lavfi", "-i", picture.format(size=size, rate=rate, seconds=seconds)]
        if heard:
            inputs += ["-f", "lavfi", "-i", SOUND.format(seconds=heard)]
        return self.made(name, *inputs, *options)

    def made(self, name: str, *arguments: str) -> Path:
        """Return what ffmpeg makes of `arguments`, in a file whose name ends with `name`."""
        digest = hashlib.sha256(shlex.join(arguments).encode()).hexdigest()
        path = self.folder / f"{digest[:8]}_{name}"
        if not path.exists():
            command = [self.binaries.ffmpeg, "-nostdin", "-loglevel", "error", *arguments]
            # SVT-AV1 prints its settings past ffmpeg's own log, unless told not to.
            silence = {"SVT_LOG": "1"}
            subprocess.run([*command, str(path)], check=True, stdin=subprocess.DEVNULL, env=silence)
        return path

    def plain(self, seconds: float = 6) -> Path:
        """Return what can be copied as it is: H.264 with AAC, 640×360."""
        return self.clip(f"plain_{seconds}.mp4", *H264, *AAC, size="640x360", seconds=seconds)

    def two_rungs(self) -> Path:
        """Return what can be copied and has one lower rung: 854×480, two seconds."""
        return self.clip("two_rungs.mp4", *H264, *AAC, size="854x480", seconds=2)

    def large(self) -> Path:
        """Return what can be copied and has lower rungs: 1280×720."""
        return self.clip("large.mp4", *H264, *AAC, size="1280x720", seconds=6)
