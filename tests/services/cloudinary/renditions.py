"""Making renditions with the ffmpeg of the project."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.media.ffmpeg.binaries import Binaries
from tests.services.cloudinary.assets import Facts

_TIMEOUT_S = 60
_SMALL_HEIGHT_PX = 144
_SEGMENT_S = 1


class UnreadableError(Exception):
    """No video is in the file."""


@dataclass(frozen=True)
class Rung:
    """One media playlist, with the segments that it names in order."""

    transformation: str
    bandwidth_bps: int
    playlist: str
    segments: tuple[Path, ...]


def probe(binaries: Binaries, path: Path) -> Facts:
    """Return what is in a file.

    Raises:
        UnreadableError: neither picture nor sound.
    """
    command = [binaries.ffprobe, "-v", "error", "-of", "json", "-show_streams", "-show_format"]
    ran = subprocess.run(
        [*command, str(path)], capture_output=True, timeout=_TIMEOUT_S, check=False
    )
    found = json.loads(ran.stdout or b"{}")
    streams = found.get("streams", [])
    if ran.returncode or not streams:
        raise UnreadableError
    pictures = [stream for stream in streams if stream["codec_type"] == "video"]
    picture: dict[str, Any] = pictures[0] if pictures else {}
    return Facts(
        duration_s=float(found["format"].get("duration", 0)),
        width_px=picture.get("width", 0),
        height_px=picture.get("height", 0),
        codec=picture.get("codec_name", ""),
        has_sound=any(stream["codec_type"] == "audio" for stream in streams),
    )


def make_rungs(
    binaries: Binaries, source: Path, facts: Facts, folder: Path, *, in_one_file: bool
) -> list[Rung]:
    """Return the picture in its own size, and a small one.

    Args:
        binaries: the programs.
        source: the original.
        facts: what is in it.
        folder: where the segments go.
        in_one_file: whether segments are byte ranges of one file.
    """
    small_width_px = round(facts.width_px * _SMALL_HEIGHT_PX / facts.height_px / 2) * 2
    sizes = [(facts.width_px, facts.height_px), (small_width_px, _SMALL_HEIGHT_PX)]
    rungs = []
    for width_px, height_px in sizes:
        kilobits = max(200, width_px * height_px // 400)
        name = f"c_limit,w_{width_px},h_{height_px},vc_h264:main:3.1,br_{kilobits}k"
        place = folder / f"{height_px}"
        place.mkdir(parents=True)
        command = [binaries.ffmpeg, "-nostdin", "-loglevel", "error", "-i", str(source)]
        command += ["-map", "0:v:0", "-map", "0:a:0?", "-vf", f"scale={width_px}:{height_px}"]
        command += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
        # All rungs are cut alike, or players stall where they change from one to the other.
        command += ["-force_key_frames", f"expr:gte(t,n_forced*{_SEGMENT_S})", "-bf", "0"]
        command += ["-c:a", "aac", "-f", "hls", "-hls_time", str(_SEGMENT_S)]
        command += ["-hls_playlist_type", "vod", "-hls_list_size", "0"]
        command += ["-hls_flags", "single_file"] if in_one_file else []
        command += ["-hls_segment_filename", str(place / ("0.ts" if in_one_file else "%d.ts"))]
        subprocess.run([*command, str(place / "index.m3u8")], check=True, timeout=_TIMEOUT_S)
        playlist = (place / "index.m3u8").read_text()
        named = dict.fromkeys(re.findall(r"^[^#\n]+$", playlist, re.MULTILINE))
        segments = tuple(place / segment for segment in named)
        rungs.append(Rung(name, kilobits * 1000, playlist, segments))
    return rungs


def make_picture(binaries: Binaries, source: Path, path: Path, width_px: int) -> None:
    """Write the first picture of a video, not wider than `width_px`."""
    command = [binaries.ffmpeg, "-nostdin", "-loglevel", "error", "-i", str(source)]
    scaled = f"scale=min({width_px}\\,iw):-2"
    command += ["-frames:v", "1", "-vf", scaled, "-update", "1", "-y", str(path)]
    subprocess.run(command, check=True, timeout=_TIMEOUT_S)
