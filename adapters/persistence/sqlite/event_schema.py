"""The tables of events, as migrations; `schema` says in which order they come."""

EVENTS = (
    # AUTOINCREMENT never gives a number twice, also when the newest rows were removed.
    """
    CREATE TABLE events (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      owner_id TEXT NOT NULL,
      video_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX events_by_owner ON events (owner_id, number)",
    "CREATE INDEX events_by_video ON events (video_id, number)",
    "CREATE INDEX events_by_time ON events (at)",
)
