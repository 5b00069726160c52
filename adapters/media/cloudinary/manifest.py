"""Reading the master playlist that Cloudinary made.

Source: RFC 8216, sections 4.2 and 4.3.4.2.
"""

import re
from collections.abc import Iterator

from domain.video.renditions import Rendition

_TAG = "#EXT-X-STREAM-INF:"
_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^,]*)')
_SIZE = re.compile(r"(\d+)x(\d+)")


def read_renditions(manifest: str) -> tuple[Rendition, ...]:
    """Return the variant streams that tell their size, highest first; often of several rates."""
    found = sorted(
        _variants(manifest), key=lambda one: (one.width_px * one.height_px, one.bitrate_bps)
    )
    return tuple(reversed(found))


def _variants(manifest: str) -> Iterator[Rendition]:
    for line in manifest.splitlines():
        if not line.startswith(_TAG):
            continue
        attributes = dict(_ATTRIBUTE.findall(line.removeprefix(_TAG)))
        size = _SIZE.fullmatch(attributes.get("RESOLUTION", ""))
        rate = attributes.get("AVERAGE-BANDWIDTH") or attributes.get("BANDWIDTH", "0")
        if size and rate.isdecimal():
            width_px, height_px = int(size[1]), int(size[2])
            yield Rendition(f"{min(width_px, height_px)}p", width_px, height_px, int(rate))
