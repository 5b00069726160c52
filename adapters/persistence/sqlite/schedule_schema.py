"""The table of turns."""

TURNS = (
    """
    CREATE TABLE turns (
      task TEXT NOT NULL PRIMARY KEY,
      begun_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
