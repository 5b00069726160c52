"""Events and their rows: inside whatever transaction the caller is in."""

import sqlite3
from collections.abc import Sequence

from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import EVENT_FORM
from domain.video.events import VideoEvent


def append_events(connection: sqlite3.Connection, events: Sequence[VideoEvent]) -> bool:
    """Number the events in their order; tell whether there are any.

    One transaction writes at a time, so numbers become readable in the order in which they are
    given.
    """
    connection.executemany(
        "INSERT INTO events (owner_id, video_id, at, body) VALUES (?, ?, ?, ?)",
        [
            (event.owner_id, event.video_id, to_ms(event.at), EVENT_FORM.to_json(event))
            for event in events
        ],
    )
    return bool(events)
