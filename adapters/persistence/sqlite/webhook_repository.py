"""Endpoints of webhooks in the table `webhooks`."""

import sqlite3
from collections.abc import Callable

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import ENDPOINT_FORM
from application.errors import DuplicateIdError, WebhookNotFoundError
from application.ports.webhook_repository import WebhookRepository
from domain.ids import UserId, WebhookId
from domain.webhook.endpoint import Endpoint


class SqliteWebhookRepository(WebhookRepository):
    """Secrets lie in the file as they are: a signature needs them whole."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, endpoint: Endpoint) -> None:
        await self._database.write(lambda connection: _insert(connection, endpoint))

    async def get(self, webhook_id: WebhookId) -> Endpoint:
        return self._database.read(lambda connection: _get(connection, webhook_id))

    async def list_owned(self, owner_id: UserId) -> tuple[Endpoint, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(
                "SELECT body FROM webhooks WHERE owner_id = ? ORDER BY created_at, id", [owner_id]
            ).fetchall()
        )
        return tuple(ENDPOINT_FORM.from_json(body) for (body,) in rows)

    async def update(
        self, webhook_id: WebhookId, change: Callable[[Endpoint], Endpoint]
    ) -> Endpoint:
        def change_stored(connection: sqlite3.Connection) -> Endpoint:
            stored = _get(connection, webhook_id)
            changed = change(stored)
            if changed is not stored:
                _replace(connection, changed)
            return changed

        return await self._database.write(change_stored)

    async def remove(self, webhook_id: WebhookId) -> None:
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM webhooks WHERE id = ?", [webhook_id])
        )


def _get(connection: sqlite3.Connection, webhook_id: WebhookId) -> Endpoint:
    row = connection.execute("SELECT body FROM webhooks WHERE id = ?", [webhook_id]).fetchone()
    if row is None:
        raise WebhookNotFoundError
    return ENDPOINT_FORM.from_json(row[0])


def _insert(connection: sqlite3.Connection, endpoint: Endpoint) -> None:
    try:
        connection.execute(
            """
            INSERT INTO webhooks (id, owner_id, created_at, version, body)
            VALUES (:id, :owner_id, :created_at, :version, :body)
            """,
            {
                "id": endpoint.id,
                "owner_id": endpoint.owner_id,
                "created_at": to_ms(endpoint.created_at),
                "version": endpoint.version,
                "body": ENDPOINT_FORM.to_json(endpoint),
            },
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc


def _replace(connection: sqlite3.Connection, endpoint: Endpoint) -> None:
    connection.execute(
        "UPDATE webhooks SET version = ?, body = ? WHERE id = ?",
        [endpoint.version, ENDPOINT_FORM.to_json(endpoint), endpoint.id],
    )
