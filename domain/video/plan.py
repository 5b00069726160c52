"""What will be made of a source, and why: decided before any work."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.video.ladder import Rung


class Method(StrEnum):
    """How a rung or the sound is made."""

    COPY = "copy"
    ENCODE = "encode"


class Reason(StrEnum):
    """Why something is encoded that might have been copied."""

    CODEC = "codec"
    PROFILE = "profile"
    PIXEL_FORMAT = "pixel_format"
    HDR = "hdr"
    INTERLACED = "interlaced"
    ROTATION = "rotation"
    FRAME_TOO_LARGE = "frame_too_large"
    FRAME_RATE_TOO_HIGH = "frame_rate_too_high"
    BITRATE_TOO_HIGH = "bitrate_too_high"
    GOP_TOO_LONG = "gop_too_long"
    EDIT_LIST = "edit_list"
    PICTURE_STARTS_LATE = "picture_starts_late"
    PICTURE_ENDS_EARLY = "picture_ends_early"
    CHANNELS = "channels"
    SAMPLE_RATE = "sample_rate"
    SOUND_STARTS_LATE = "sound_starts_late"
    SOUND_ENDS_EARLY = "sound_ends_early"
    LOUDNESS = "loudness"
    VARIABLE_FRAME_RATE = "variable_frame_rate"
    LOWER_RUNG = "lower_rung"


@dataclass(frozen=True, slots=True)
class PlannedRung:
    """A rung, how it is made, and why it is encoded where it is."""

    rung: Rung
    method: Method
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedAudio:
    """How the sound is made; the same in every rung."""

    method: Method
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What to expect of a plan, from rules of thumb; content and machines differ.

    `rungs_bytes` are the sizes of the rungs in the plan's order, a stopgap's last.
    `core_s` is the time that one core would take; several share it well.
    """

    rungs_bytes: tuple[int, ...]
    core_s: float


@dataclass(frozen=True, slots=True)
class EncodingPlan:
    """Everything that will be made of one source.

    `rungs` are those that remain at the end, highest first, at least one.
    `stopgap` is the source's picture as it is: published first because it costs nothing, and
    taken away when the encoded top rung, which has its size, is whole.
    `audio` is None for a source without sound.
    """

    rungs: tuple[PlannedRung, ...]
    audio: PlannedAudio | None
    frame_rate_fps: Fraction
    duration_s: float
    estimate: Estimate
    stopgap: PlannedRung | None = None

    @property
    def copied(self) -> PlannedRung | None:
        """What is copied and published first, or None where everything is encoded."""
        if self.stopgap is not None:
            return self.stopgap
        return self.rungs[0] if self.rungs[0].method is Method.COPY else None

    @property
    def encoded(self) -> tuple[Rung, ...]:
        """The rungs to encode, highest first."""
        return tuple(planned.rung for planned in self.rungs if planned.method is Method.ENCODE)

    @property
    def encoded_px(self) -> int:
        """Pixels to encode, the measure of the work: frames times area, over all rungs."""
        return count_px(self.encoded, self.frame_rate_fps, self.duration_s)


def count_px(rungs: tuple[Rung, ...], frame_rate_fps: Fraction, duration_s: float) -> int:
    """Return the pixels of all frames of `rungs`."""
    frames = round(frame_rate_fps * Fraction(duration_s))
    return frames * sum(rung.area_px for rung in rungs)
