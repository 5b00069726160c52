"""The states of a video and the only ways between them."""

from enum import StrEnum
from types import MappingProxyType


class VideoStatus(StrEnum):
    """Where a video stands."""

    PROCESSING = "PROCESSING"
    READY = "READY"
    FAILED = "FAILED"

    def may_become(self, target: "VideoStatus") -> bool:
        """Tell whether the table knows a way from this state to `target`."""
        return target in TRANSITIONS[self]


TRANSITIONS = MappingProxyType(
    {
        VideoStatus.PROCESSING: frozenset({VideoStatus.READY, VideoStatus.FAILED}),
        VideoStatus.READY: frozenset[VideoStatus](),
        VideoStatus.FAILED: frozenset({VideoStatus.PROCESSING}),
    }
)
"""Which states may follow which; everything that is not here is refused."""

PLAYABLE = frozenset({VideoStatus.READY})
"""States in which there is something to play."""
