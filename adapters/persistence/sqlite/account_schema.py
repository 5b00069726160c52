"""What accounts added to the schema."""

SESSIONS_OF_USERS = (
    "ALTER TABLE sessions ADD COLUMN user_id TEXT NOT NULL DEFAULT ''",
    "UPDATE sessions SET user_id = json_extract(body, '$.user_id')",
    "CREATE INDEX sessions_by_user ON sessions (user_id, id)",
)

PERSONAL_TOKENS = (
    """
    CREATE TABLE personal_tokens (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX personal_tokens_by_user ON personal_tokens (user_id, id)",
)

EXPIRY_OF_PERSONAL_TOKENS = (
    "ALTER TABLE personal_tokens ADD COLUMN expires_at INTEGER",
    """
    UPDATE personal_tokens
    SET expires_at = 1000 * CAST(strftime('%s', json_extract(body, '$.expires_at')) AS INTEGER)
    """,
    """
    CREATE INDEX personal_tokens_by_expiry ON personal_tokens (expires_at)
    WHERE expires_at IS NOT NULL
    """,
)

AUDIT_ENTRIES = (
    "CREATE TABLE audit_entries (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT",
)
