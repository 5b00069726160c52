"""Deliveries of webhooks in the table `deliveries`, and their position in `delivery_position`."""

import json
import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import DELIVERY_FORM
from application.errors import DeliveryNotFoundError
from application.ports.delivery_repository import DeliveryPage, DeliveryRepository
from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery


class SqliteDeliveryRepository(DeliveryRepository):
    """The unique index on endpoint and number lets one delivery of each event in."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def position(self) -> int:
        (number,) = self._database.read(
            lambda connection: connection.execute("SELECT number FROM delivery_position").fetchone()
        )
        return int(number)

    async def advance(self, number: int) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                "UPDATE delivery_position SET number = MAX(number, ?)", [number]
            )
        )

    async def add(self, delivery: Delivery) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT INTO deliveries (id, endpoint_id, number, created_at, due_at, version, body)
                VALUES (:id, :endpoint_id, :number, :created_at, :due_at, :version, :body)
                ON CONFLICT DO NOTHING
                """,
                {
                    "endpoint_id": delivery.endpoint_id,
                    "number": delivery.number,
                    "created_at": to_ms(delivery.created_at),
                    **_row(delivery),
                },
            )
        )

    async def get(self, delivery_id: DeliveryId) -> Delivery:
        return self._database.read(lambda connection: _get(connection, delivery_id))

    async def list_of(self, endpoint_id: WebhookId, skip: int, limit: int) -> DeliveryPage:
        def read(connection: sqlite3.Connection) -> DeliveryPage:
            (total,) = connection.execute(
                "SELECT COUNT(*) FROM deliveries WHERE endpoint_id = ?", [endpoint_id]
            ).fetchone()
            rows = connection.execute(
                """
                SELECT body FROM deliveries WHERE endpoint_id = ?
                ORDER BY number DESC LIMIT ? OFFSET ?
                """,
                [endpoint_id, limit, skip],
            ).fetchall()
            return DeliveryPage(tuple(DELIVERY_FORM.from_json(body) for (body,) in rows), total)

        return await self._database.scan(read)

    async def find_due(self, now: datetime, besides: Collection[WebhookId]) -> Delivery | None:
        row = self._database.read(
            lambda connection: connection.execute(
                """
                SELECT body FROM deliveries
                WHERE due_at <= ? AND endpoint_id NOT IN (SELECT value FROM json_each(?))
                ORDER BY due_at, id LIMIT 1
                """,
                [to_ms(now), json.dumps(list(besides))],
            ).fetchone()
        )
        return None if row is None else DELIVERY_FORM.from_json(row[0])

    async def update(
        self, delivery_id: DeliveryId, change: Callable[[Delivery], Delivery]
    ) -> Delivery:
        def change_stored(connection: sqlite3.Connection) -> Delivery:
            stored = _get(connection, delivery_id)
            changed = change(stored)
            if changed is not stored:
                connection.execute(
                    """
                    UPDATE deliveries SET due_at = :due_at, version = :version, body = :body
                    WHERE id = :id
                    """,
                    _row(changed),
                )
            return changed

        return await self._database.write(change_stored)

    async def remove_of(self, endpoint_id: WebhookId) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                "DELETE FROM deliveries WHERE endpoint_id = ?", [endpoint_id]
            )
        )

    async def remove_before(self, before: datetime) -> int:
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "DELETE FROM deliveries WHERE created_at < ?", [to_ms(before)]
                ).rowcount
            )
        )


def _get(connection: sqlite3.Connection, delivery_id: DeliveryId) -> Delivery:
    row = connection.execute("SELECT body FROM deliveries WHERE id = ?", [delivery_id]).fetchone()
    if row is None:
        raise DeliveryNotFoundError
    return DELIVERY_FORM.from_json(row[0])


def _row(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "due_at": to_ms(delivery.due_at),
        "version": delivery.version,
        "body": DELIVERY_FORM.to_json(delivery),
    }
