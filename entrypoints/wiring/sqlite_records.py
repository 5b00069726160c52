"""Every repository in one SQLite file of the data folder."""

from datetime import timedelta
from pathlib import Path

from dependency_injector import containers, providers

from adapters.persistence.sqlite.audit_log import SqliteAuditLog
from adapters.persistence.sqlite.check import SqliteCheck
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.delivery_repository import SqliteDeliveryRepository
from adapters.persistence.sqlite.event_log import SqliteEventLog
from adapters.persistence.sqlite.idempotency_store import SqliteIdempotencyStore
from adapters.persistence.sqlite.personal_token_repository import SqlitePersonalTokenRepository
from adapters.persistence.sqlite.read_cache import SqliteReadCache
from adapters.persistence.sqlite.schedule import SqliteSchedule
from adapters.persistence.sqlite.session_repository import SqliteSessionRepository
from adapters.persistence.sqlite.upload_repository import SqliteUploadRepository
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.persistence.sqlite.webhook_repository import SqliteWebhookRepository
from application.ports.clock import Clock
from entrypoints.settings import StoreSettings


def _file(data_dir: Path) -> Path:
    return data_dir / "platform.db"


class SqliteRecords(containers.DeclarativeContainer):
    """`videos` is called with what it tells its events to.

    `clock` is the one that leases and turns go by.
    `clock_measures` are to be called when the database is open, and now and then.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    host_clock: providers.Dependency[Clock] = providers.Dependency()

    database = providers.Singleton(
        SqliteDatabase,
        providers.Factory(_file, stores.provided.data_dir),
        providers.Factory(timedelta.total_seconds, stores.provided.db_timeout),
    )
    check = providers.Singleton(SqliteCheck, database)

    clock = host_clock  # processes of one machine write the file
    clock_measures = providers.List()
    schedule = providers.Singleton(SqliteSchedule, database)
    reads = providers.Singleton(SqliteReadCache, database)

    users = providers.Singleton(SqliteUserRepository, database)
    sessions = providers.Singleton(SqliteSessionRepository, database)
    personal_tokens = providers.Singleton(SqlitePersonalTokenRepository, database)
    audit_log = providers.Singleton(SqliteAuditLog, database)
    event_log = providers.Singleton(SqliteEventLog, database)
    videos = providers.Singleton(SqliteVideoRepository, database)
    resumable_uploads = providers.Singleton(SqliteUploadRepository, database)
    webhooks = providers.Singleton(SqliteWebhookRepository, database)
    deliveries = providers.Singleton(SqliteDeliveryRepository, database)
    idempotency = providers.Singleton(SqliteIdempotencyStore, database)
