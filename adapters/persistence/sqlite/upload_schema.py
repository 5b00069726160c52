"""The table of uploads."""

UPLOADS = (
    """
    CREATE TABLE uploads (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      open_until INTEGER,
      staged_id TEXT,
      reserved_bytes INTEGER NOT NULL,
      is_complete INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    # Sums of an owner, answered from the index alone.
    """
    CREATE INDEX uploads_open ON uploads (owner_id, open_until, reserved_bytes)
    WHERE open_until IS NOT NULL
    """,
    "CREATE INDEX uploads_due ON uploads (due_at, id)",
    "CREATE INDEX uploads_complete ON uploads (is_complete) WHERE is_complete = 1",
    "CREATE INDEX uploads_staged ON uploads (staged_id) WHERE staged_id IS NOT NULL",
)
