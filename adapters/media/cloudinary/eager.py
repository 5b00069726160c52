"""What is made of every video, in one batch, as soon as it has arrived."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

THUMBNAIL: Mapping[str, Any] = MappingProxyType(
    {"start_offset": "auto", "width": 640, "crop": "limit", "format": "jpg"}
)
"""The frame that Cloudinary finds most telling, in the size of our own thumbnails."""

PLACEHOLDER: Mapping[str, Any] = MappingProxyType(
    {"start_offset": "auto", "width": 32, "crop": "limit", "format": "webp"}
)
"""The same frame in a few pixels; in a format of its own, which tells items of a batch apart."""


def stream_of(profile: str) -> dict[str, Any]:
    """Return the HLS stream of a streaming profile: `sp_full_hd/m3u8`."""
    return {"streaming_profile": profile, "format": "m3u8"}


def eager_of(profile: str) -> list[dict[str, Any]]:
    """Return the batch, what is quickly made first."""
    return [dict(THUMBNAIL), dict(PLACEHOLDER), stream_of(profile)]
