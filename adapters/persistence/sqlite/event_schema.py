"""The tables of events and webhooks, as migrations; `schema` says in which order they come."""

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

WEBHOOKS = (
    """
    CREATE TABLE webhooks (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX webhooks_by_owner ON webhooks (owner_id, created_at, id)",
    """
    CREATE TABLE deliveries (
      id TEXT NOT NULL PRIMARY KEY,
      endpoint_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      due_at INTEGER,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    # One delivery of an event to an endpoint, and the order of an endpoint's history.
    "CREATE UNIQUE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, number)",
    "CREATE INDEX deliveries_by_time ON deliveries (created_at)",
    """
    CREATE INDEX deliveries_due ON deliveries (due_at, id)
    WHERE due_at IS NOT NULL
    """,
    """
    CREATE TABLE delivery_position (
      singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
      number INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO delivery_position VALUES (1, 0)",
)
