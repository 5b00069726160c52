"""The tables, as numbered migrations; `PRAGMA user_version` counts those that a file has had.

A migration that was released is never edited: a change of the schema is another one at the end.
"""

import sqlite3

from adapters.persistence.sqlite.account_schema import (
    AUDIT_ENTRIES,
    EXPIRY_OF_PERSONAL_TOKENS,
    PERSONAL_TOKENS,
    SESSIONS_OF_USERS,
)
from adapters.persistence.sqlite.event_schema import EVENTS, WEBHOOKS
from adapters.persistence.sqlite.idempotency_schema import IDEMPOTENCY
from adapters.persistence.sqlite.schedule_schema import TURNS
from adapters.persistence.sqlite.upload_schema import UPLOADS

_VIDEOS = (
    """
    CREATE TABLE videos (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      version INTEGER NOT NULL,
      status TEXT NOT NULL,
      title_folded TEXT NOT NULL,
      source_bytes INTEGER NOT NULL,
      staged_id TEXT,
      due_at INTEGER,
      lease_until INTEGER,
      cycle_began_at INTEGER,
      deleted_at INTEGER,
      is_deleted INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    # The owner's pages: one index per order, with and without a status.
    # Only an index that holds every column of a condition, and none that is partial or computed,
    # lets SQLite count without reading the rows.
    "CREATE INDEX videos_by_creation ON videos (owner_id, is_deleted, created_at, id)",
    """
    CREATE INDEX videos_by_status_and_creation
    ON videos (owner_id, is_deleted, status, created_at, id)
    """,
    "CREATE INDEX videos_by_title ON videos (owner_id, is_deleted, title_folded, id)",
    """
    CREATE INDEX videos_by_status_and_title
    ON videos (owner_id, is_deleted, status, title_folded, id)
    """,
    # Counts and sums of an owner, answered from the index alone.
    "CREATE INDEX videos_by_owner ON videos (owner_id, is_deleted, source_bytes)",
    # What workers and sweeps look for: a few rows of many, so the indexes stay small.
    """
    CREATE INDEX videos_due ON videos (owner_id, due_at, id)
    WHERE due_at IS NOT NULL
    """,
    """
    CREATE INDEX videos_claimed ON videos (owner_id, lease_until)
    WHERE lease_until IS NOT NULL
    """,
    """
    CREATE INDEX videos_unfinished ON videos (cycle_began_at, id)
    WHERE cycle_began_at IS NOT NULL
    """,
    """
    CREATE INDEX videos_deleted ON videos (deleted_at, id)
    WHERE deleted_at IS NOT NULL
    """,
    """
    CREATE INDEX videos_staged ON videos (staged_id)
    WHERE staged_id IS NOT NULL
    """,
)

_ACCOUNTS = (
    """
    CREATE TABLE users (
      id TEXT NOT NULL PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sessions (
      id TEXT NOT NULL PRIMARY KEY,
      expires_at INTEGER NOT NULL,
      ended_at INTEGER,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
    """
    CREATE INDEX sessions_ended ON sessions (ended_at, id)
    WHERE ended_at IS NOT NULL
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _VIDEOS + _ACCOUNTS,
    EVENTS,
    UPLOADS,
    SESSIONS_OF_USERS,
    PERSONAL_TOKENS,
    AUDIT_ENTRIES,
    WEBHOOKS,
    IDEMPOTENCY,
    EXPIRY_OF_PERSONAL_TOKENS,
    TURNS,
)
"""Statements by version: the first tuple leads from an empty file to version 1."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the last version, all or nothing.

    Of several processes that start together one migrates, and the others wait for it.

    Raises:
        sqlite3.NotSupportedError: a later release wrote the file.
        sqlite3.Error: it cannot be read or written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found > len(MIGRATIONS):
            raise sqlite3.NotSupportedError(
                f"its schema has version {found}, this release knows {len(MIGRATIONS)}"
            )
        for statements in MIGRATIONS[found:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
