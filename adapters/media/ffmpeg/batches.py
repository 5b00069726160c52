"""Which rungs are encoded at once."""

from domain.video.ladder import Rung

_AREA_AT_ONCE_PX = 7_500_000
"""One decoding for all costs least, but every encoder keeps dozens of pictures in memory.

1440p and all below take 1.7 GiB of address space on two cores, 2160p out of HDR 1.9 GiB alone.
"""


def share_decoding(rungs: tuple[Rung, ...]) -> tuple[tuple[Rung, ...], ...]:
    """Return `rungs`, highest first, in groups that share one decoding; lowest group first."""
    groups: list[tuple[Rung, ...]] = []
    group: tuple[Rung, ...] = ()
    for rung in reversed(rungs):
        if group and sum(other.area_px for other in (rung, *group)) > _AREA_AT_ONCE_PX:
            groups.append(group)
            group = ()
        group = (rung, *group)
    return (*groups, group) if group else tuple(groups)
