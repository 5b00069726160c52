"""The table of keyed requests."""

IDEMPOTENCY = (
    """
    CREATE TABLE keyed_requests (
      user_id TEXT NOT NULL,
      route TEXT NOT NULL,
      key TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (user_id, route, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX keyed_requests_by_expiry ON keyed_requests (expires_at)",
)
