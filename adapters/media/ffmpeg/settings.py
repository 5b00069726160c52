"""What the operator may set about the embedded engine."""

from dataclasses import dataclass, field

from domain.video.ladder import DEFAULT_LADDER, Step
from domain.video.limits import MediaLimits


@dataclass(frozen=True, slots=True)
class FfmpegSettings:
    """Bounds and tastes; the defaults are those of the product.

    `threads` are used by one encoding; 0 is all cores.
    `loudness_lufs` is the loudness that sound is brought to (EBU R 128), None to leave it alone.
    An attempt may take `timeout_factor` times the playing time, within `min_timeout_s` and
    `max_timeout_s`, and may write `max_output_ratio` times the size of the source plus
    `output_allowance_bytes`.
    An encoding that has not got ahead for `standstill_s` never will: threads of ffmpeg can come to
    wait for each other. Another attempt ends well.
    `memory_bytes` bounds the address space of each child process.
    """

    threads: int = 0
    ladder: tuple[Step, ...] = DEFAULT_LADDER
    limits: MediaLimits = field(default_factory=MediaLimits)
    loudness_lufs: float | None = None
    probe_timeout_s: float = 30.0
    timeout_factor: float = 20.0
    min_timeout_s: float = 600.0
    max_timeout_s: float = 6 * 3600.0
    standstill_s: float = 120.0
    memory_bytes: int = 2 * 1024**3
    max_output_ratio: float = 4.0
    output_allowance_bytes: int = 256 * 1024**2
    niceness: int = 10

    def timeout_s(self, duration_s: float) -> float:
        """Return how long one attempt at a source of this playing time may take."""
        wanted_s = max(self.min_timeout_s, self.timeout_factor * duration_s)
        return min(wanted_s, self.max_timeout_s)

    def max_output_bytes(self, source_bytes: int) -> int:
        """Return how much one attempt at a source of this size may write."""
        return round(self.max_output_ratio * source_bytes) + self.output_allowance_bytes
