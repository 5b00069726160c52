"""Events inside of the document of their video, until they have their number.

One write changes one document, so the events of a change lie in `outbox` of the changed video.
Each has a key made of the video's id, the version that told it and its place among its siblings:
whoever numbers it again finds the key taken.
"""

from collections.abc import Sequence

from adapters.persistence.mongodb.client import Document
from adapters.persistence.stored_form import EVENT_FORM
from domain.video.events import events_of
from domain.video.video import Video


def entries_of(before: Video | None, after: Video) -> list[Document]:
    """Return what a change puts into the outbox."""
    return [
        {"key": f"{after.id}/{after.version}/{place}", **EVENT_FORM.to_document(event)}
        for place, event in enumerate(events_of(before, after))
    ]


def outbox_of(document: Document) -> list[Document]:
    """Return what lies in the outbox of a stored video."""
    left: list[Document] = document.get("outbox", [])
    return left


def keys_of(entries: Sequence[Document]) -> list[str]:
    """Return the keys of some entries."""
    return [entry["key"] for entry in entries]
