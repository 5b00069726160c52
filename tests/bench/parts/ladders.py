"""What all qualities of one video cost, and how soon the first of them plays."""

from collections.abc import Iterator

from domain.video.ladder import pick_rungs
from tests.bench.plain_tool import ladder_s
from tests.bench.rows import Bound, Row
from tests.bench.service import served, time_upload
from tests.bench.workshop import Workshop

_BOUNDS = {"h264": Bound(0.65), "hevc": Bound(1.25), "vp9": Bound(1.25)}
_EARLY = Bound(0.25)
_RUNGS = pick_rungs(1920, 1080, 30)


def measure_ladders(shop: Workshop) -> Iterator[Row]:
    """Time 202 → complete of 1080p30, beside one hand-written command for the same rungs."""
    with served(shop.folder / "ladders") as (person, _):
        for codec, bound in _BOUNDS.items():
            source = shop.footage.film(codec, shop.seconds)
            ready, complete, plain = [], [], []
            for _ in range(shop.rounds):
                timing = time_upload(person, source, until_complete=True)
                ready.append(timing.ready_s)
                complete.append(timing.complete_s)
                plain.append(ladder_s(shop.ffmpeg, source, _RUNGS, shop.folder / "plain"))
            name = f"{shop.seconds} s {codec}"
            yield Row(f"ladder, {name} / by hand", tuple(complete), tuple(plain), bound=bound)
            if codec != "h264":
                yield Row(f"READY, {name} / ladder", tuple(ready), tuple(complete), bound=_EARLY)
