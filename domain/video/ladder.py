"""Which sizes a video is offered in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ladder: a size, and the most bits that it may take.

    `short_side_px` is the height of a landscape picture and the width of a portrait one.
    `max_bps` holds up to 30 frames a second, `max_bps_high_rate` above.
    """

    short_side_px: int
    max_bps: int
    max_bps_high_rate: int


DEFAULT_LADDER: tuple[Step, ...] = (
    Step(2160, 35_000_000, 53_000_000),
    Step(1440, 16_000_000, 24_000_000),
    Step(1080, 8_000_000, 12_000_000),
    Step(720, 5_000_000, 7_500_000),
    Step(480, 2_500_000, 4_000_000),
    Step(360, 1_000_000, 1_500_000),
)
"""Highest first.

The rates are ceilings; constant quality decides below them.
Source: YouTube's recommended upload encoding settings, SDR
(https://support.google.com/youtube/answer/1722171), lower end where it gives a range.
"""

_CLOSE = 0.8
"""A step above this share of the next higher size saves too little to be worth encoding."""

_LONGEST_SIDE_PX = 4096
"""Wider pictures exceed what hardware decoders take.
Source: ITU-T H.264 table A-1, level 5.2; common decoders stop at 4096 px whatever the level.
"""

_STANDARD_RATE_FPS = 31
"""Above this the ladder's second column holds; 30 is often 30.02 in files from phones."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One size in which a video is offered; sides are even, since 4:2:0 colour needs it."""

    name: str
    width_px: int
    height_px: int
    max_bps: int

    @property
    def area_px(self) -> int:
        """Pixels of one frame."""
        return self.width_px * self.height_px


def pick_rungs(
    width_px: int,
    height_px: int,
    frame_rate_fps: float,
    ladder: tuple[Step, ...] = DEFAULT_LADDER,
) -> tuple[Rung, ...]:
    """Return the rungs for a picture of this displayed size, highest first, never empty.

    The top rung has the size of the picture, as far as the ladder and decoders reach.
    No rung is larger than the picture, save that sides have at least 2 px.
    """
    short_side_px, long_side_px = sorted((width_px, height_px))
    fitting_px = short_side_px * min(1.0, _LONGEST_SIDE_PX / long_side_px)
    top_px = min(fitting_px, ladder[0].short_side_px)
    steps_px = [step.short_side_px for step in ladder if step.short_side_px < top_px * _CLOSE]
    return tuple(
        _rung(width_px, height_px, size_px / short_side_px, frame_rate_fps, ladder)
        for size_px in (top_px, *steps_px)
    )


def _rung(
    width_px: int, height_px: int, scale: float, frame_rate_fps: float, ladder: tuple[Step, ...]
) -> Rung:
    width_px, height_px = _even(width_px, scale), _even(height_px, scale)
    size_px = min(width_px, height_px)
    step = min(
        (step for step in ladder if step.short_side_px >= size_px),
        key=lambda step: step.short_side_px,
        default=ladder[0],
    )
    max_bps = step.max_bps if frame_rate_fps <= _STANDARD_RATE_FPS else step.max_bps_high_rate
    return Rung(f"{size_px}p", width_px, height_px, max_bps)


def _even(side_px: int, scale: float) -> int:
    """Return the even number nearest to the scaled side that is not above the side itself."""
    return max(2, min(round(side_px * scale / 2) * 2, side_px // 2 * 2))
