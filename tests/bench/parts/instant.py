"""How soon a file that need not be encoded can be played."""

from collections.abc import Iterator

from tests.bench.plain_tool import package_s, remux_s
from tests.bench.rows import Bound, Row
from tests.bench.service import served, time_upload
from tests.bench.workshop import Workshop

_PLAYING_TIMES_S = (60, 600)
_BOUND = Bound(factor=1.5, plus=1.0)


def measure_instant(shop: Workshop) -> Iterator[Row]:
    """Time 202 → READY of 1080p30 H.264/AAC, beside a bare copy with ffmpeg."""
    with served(shop.folder / "instant") as (person, _):
        for seconds in _PLAYING_TIMES_S:
            source = shop.footage.film("h264", seconds)
            ready, remuxed, packaged = [], [], []
            for _ in range(shop.rounds):
                remuxed.append(remux_s(shop.ffmpeg, source, shop.folder / "plain"))
                ready.append(time_upload(person, source, until_complete=False).ready_s)
                packaged.append(package_s(shop.ffmpeg, source, shop.folder / "plain"))
            name = f"READY, {seconds} s H.264"
            yield Row(f"{name} / copy to MP4", tuple(ready), tuple(remuxed), bound=_BOUND)
            yield Row(f"{name} / copy to HLS", tuple(ready), tuple(packaged), bound=_BOUND)
