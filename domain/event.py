"""The kinds of events, which people subscribe to by name."""

from enum import StrEnum


class EventType(StrEnum):
    """The closed set of what is told about a video; part of the public contract.

    Each is told exactly once for the change that it names; leases, tries and progress tell none.
    """

    CREATED = "video.created"
    PROCESSING = "video.processing"
    PLAYABLE = "video.playable"
    COMPLETED = "video.completed"
    FAILED = "video.failed"
    UPDATED = "video.updated"
    DELETED = "video.deleted"

    @property
    def meaning(self) -> str:
        """What has happened, in a sentence for whoever receives it."""
        return _MEANINGS[self]


_MEANINGS = {
    EventType.CREATED: "The upload is stored, and the video waits to be processed.",
    EventType.PROCESSING: "Work begins: for the first time, or once more after a retry.",
    EventType.PLAYABLE: "The video became READY: its first rendition can be played.",
    EventType.COMPLETED: "Every planned rendition is published.",
    EventType.FAILED: "The video became FAILED; `data.failure` says why.",
    EventType.UPDATED: "Its owner changed title or description.",
    EventType.DELETED: "Its owner deleted the video.",
}
