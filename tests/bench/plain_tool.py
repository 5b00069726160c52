"""What somebody would type who had ffmpeg and no platform."""

import itertools
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from domain.video.ladder import Rung
from tests.bench.cores import give_one

_NICE = ("nice", "-n", "10")
"""The platform steps back like this as well; on a machine at rest it changes nothing."""

_HLS = ("-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4")


def remux_s(ffmpeg: str, source: Path, folder: Path) -> float:
    """Return the seconds that a copy into one MP4 file takes."""
    return _timed(ffmpeg, folder, ["-i", str(source), "-c", "copy", str(folder / "out.mp4")])


def package_s(ffmpeg: str, source: Path, folder: Path) -> float:
    """Return the seconds that a copy into HLS segments takes."""
    command = ["-i", str(source), "-c", "copy", *_HLS, str(folder / "out.m3u8")]
    return _timed(ffmpeg, folder, command)


def ladder_s(ffmpeg: str, source: Path, rungs: tuple[Rung, ...], folder: Path) -> float:
    """Return the seconds in which one command encodes `rungs` from scratch, out of one decoding.

    The encoder is set as the platform sets it: what is compared is the work, not the quality.
    """
    pads = "".join(f"[s{place}]" for place in range(len(rungs)))
    graph = [f"[0:v]split={len(rungs)}{pads}"]
    graph += [
        f"[s{place}]scale={rung.width_px}:{rung.height_px}[v{place}]"
        for place, rung in enumerate(rungs)
    ]
    command = ["-i", str(source), "-filter_complex", ";".join(graph)]
    for place, rung in enumerate(rungs):
        command += ["-map", f"[v{place}]", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast"]
        command += ["-crf", "23", "-maxrate", str(rung.max_bps), "-bufsize", str(2 * rung.max_bps)]
        command += ["-profile:v", "high", "-bf", "2", "-pix_fmt", "yuv420p"]
        command += ["-force_key_frames", "expr:gte(t,n_forced*4)", "-sc_threshold", "0"]
        command += ["-c:a", "aac", "-b:a", "128k", "-ac", "2", *_HLS]
        command += ["-hls_fmp4_init_filename", f"{rung.name}_init.mp4"]
        command += [str(folder / f"{rung.name}.m3u8")]
    return _timed(ffmpeg, folder, command)


def encodings_s(ffmpeg: str, source: Path, folder: Path, *, times: int, at_once: int) -> float:
    """Return the seconds in which `source` is encoded so often, each on one core alone."""
    encoded = ["-threads", "1", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23"]
    began_s = time.monotonic()
    cores = itertools.count()
    with ThreadPoolExecutor(at_once, initializer=lambda: give_one(0, next(cores))) as pool:
        commands = [
            ["-threads", "1", "-i", str(source), *encoded, str(folder / f"{turn}.mp4")]
            for turn in range(times)
        ]
        # Taken out one by one, so that one that failed is no fast one.
        list(
            pool.map(
                lambda command: _timed(ffmpeg, Path(command[-1]).with_suffix(""), command), commands
            )
        )
    return time.monotonic() - began_s


def _timed(ffmpeg: str, folder: Path, arguments: list[str]) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began_s = time.monotonic()
    subprocess.run([*_NICE, ffmpeg, "-nostdin", "-v", "error", "-y", *arguments], check=True)
    return time.monotonic() - began_s
