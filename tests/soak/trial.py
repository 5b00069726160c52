"""One trial: load, faults, and the verdict."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import imageio_ffmpeg

from tests.e2e.person import Person
from tests.soak.faults import Fault, faults_of, pause
from tests.soak.fleet import running_fleet
from tests.soak.load import Load
from tests.soak.verdict import Verdict, judge

_SETTLES_WITHIN_S = 90.0
_CLIP_S = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done to the system, and what became of it."""

    faults: Counter[str]
    kills: int
    load: Load
    verdict: Verdict

    def __str__(self) -> str:
        load = self.load
        lines = [
            f"{self.faults.total()} faults, {self.kills} of them kills: {dict(self.faults)}",
            f"{len(load.acknowledged)} uploads acknowledged, {load.broken} broken off",
            f"uploads refused, by status: {load.refused}",
            f"{self.verdict.videos} videos; swept: {self.verdict.swept}",
            f"longest time without an answer: {load.longest_gap_s:.1f} s",
            f"longest time to READY: {self.verdict.longest_to_ready_s:.1f} s",
        ]
        return "\n".join([*lines, *self.verdict.faults])


def run_trial(
    folder: Path,
    *,
    for_s: float,
    kills: int,
    between_s: float,
    seed: int,
    tell: Callable[[str], None],
) -> Outcome:
    """Load the system, with a fault every `between_s`, and judge it.

    Args:
        folder: an empty one for data and logs.
        for_s: how long to upload at least, in seconds.
        kills: how many parts to kill at least.
        between_s: from the end of a fault to the next one, in seconds.
        seed: decides the order of faults.
        tell: is told of each fault.
    """
    clips = [_clip(folder / "copied.mp4", "libx264"), _clip(folder / "encoded.mp4", "mpeg4")]
    with running_fleet(folder) as fleet:
        with httpx.Client(base_url=fleet.base_urls[0], timeout=30) as http:
            Person.registers(http)
            token = http.headers["Authorization"].removeprefix("Bearer ")
        load = Load(fleet.base_urls, token, [clips[0], clips[0], clips[1]])
        done: list[Fault] = []
        with load.applied():
            wait, until_s = pause(), time.monotonic() + for_s
            for fault in faults_of(fleet, seed):
                wait(between_s)
                if time.monotonic() >= until_s and _kills(done) >= kills:
                    break
                tell(f"{fault.name} ({len(load.acknowledged)} acknowledged)")
                fault.inflict(wait)
                fleet.revive()
                done.append(fault)
        tell("settling")
        verdict = judge(fleet, load, within_s=_SETTLES_WITHIN_S)
    return Outcome(Counter(fault.name for fault in done), _kills(done), load, verdict)


def _kills(faults: list[Fault]) -> int:
    return sum(fault.is_kill for fault in faults)


def _clip(path: Path, codec: str) -> Path:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi"]
    command += ["-i", f"testsrc2=size=320x240:rate=25:duration={_CLIP_S}"]
    command += ["-c:v", codec, "-g", "25", "-pix_fmt", "yuv420p", str(path)]
    subprocess.run(command, check=True)
    return path
