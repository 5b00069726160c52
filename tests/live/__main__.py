"""`python -m tests.live`: the story on the Cloudinary account that the settings name."""

import sys
import tempfile
from pathlib import Path

from adapters.media.ffmpeg.binaries import locate_binaries
from adapters.media.ffmpeg.sample_clip import make_sample_clip
from entrypoints.settings import current_environment
from tests.live.story import tell_story


def main() -> int:
    """Tell the story; 2 where no account is named."""
    named = current_environment()
    settings = {name: value for name, value in named.items() if name.startswith("CLOUDINARY_")}
    if not settings:
        print("Set the three CLOUDINARY_ settings of an account to try.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="live-") as folder:
        film = Path(folder) / "film.mp4"
        make_sample_clip(locate_binaries("", "").ffmpeg, film)
        for line in tell_story(Path(folder), settings, film):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
