"""The composition root: which adapter stands behind which port."""

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

from dependency_injector import containers, providers

from adapters.cache.direct import DirectReads
from adapters.persistence.memory.audit_log import MemoryAuditLog
from adapters.persistence.memory.check import MemoryCheck
from adapters.persistence.memory.idempotency_store import MemoryIdempotencyStore
from adapters.persistence.memory.personal_token_repository import MemoryPersonalTokenRepository
from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.persistence.memory.upload_repository import MemoryUploadRepository
from adapters.persistence.memory.user_repository import MemoryUserRepository
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.audit_log import MongoAuditLog
from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.idempotency_store import MongoIdempotencyStore
from adapters.persistence.mongodb.personal_token_repository import MongoPersonalTokenRepository
from adapters.persistence.mongodb.session_repository import MongoSessionRepository
from adapters.persistence.mongodb.upload_repository import MongoUploadRepository
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.audit_log import SqliteAuditLog
from adapters.persistence.sqlite.check import SqliteCheck
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.idempotency_store import SqliteIdempotencyStore
from adapters.persistence.sqlite.personal_token_repository import SqlitePersonalTokenRepository
from adapters.persistence.sqlite.read_cache import SqliteReadCache
from adapters.persistence.sqlite.session_repository import SqliteSessionRepository
from adapters.persistence.sqlite.upload_repository import SqliteUploadRepository
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import Argon2Profile
from adapters.security.hmac_grants import HmacPlaybackGrants
from adapters.security.jwt_tokens import JwtAccessTokens
from adapters.security.keys import KeyRing
from adapters.security.leaked_passwords import most_common_passwords
from adapters.security.store_revocations import StoreSessionRevocations
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIdGenerator
from adapters.system.processes import HostProcesses
from application.ports.dependency_check import DependencyCheck
from entrypoints.settings import HashingSettings, Settings, TokenSettings
from entrypoints.wiring.coordination import Coordination
from entrypoints.wiring.engines import Engines
from entrypoints.wiring.event_stores import EventStores
from entrypoints.wiring.file_stores import FileStores
from entrypoints.wiring.shared_state import SharedState
from entrypoints.wiring.use_cases import UseCases


def _keys(tokens: TokenSettings) -> KeyRing:
    previous = tokens.previous_secret.encode() if tokens.previous_secret else None
    return KeyRing(tokens.secret.encode(), previous)


def _below(folder: Path, name: str) -> Path:
    return folder / name


def _hasher(hashing: HashingSettings) -> Argon2PasswordHasher:
    profile = Argon2Profile(hashing.time_cost, hashing.memory_kib, hashing.parallelism)
    return Argon2PasswordHasher(profile, concurrency=hashing.concurrency, queue=hashing.queue)


def _together(check: DependencyCheck, others: list[DependencyCheck]) -> list[DependencyCheck]:
    return [check, *others]


class Container(containers.DeclarativeContainer):
    """One Selector for each port that has more than one adapter; nothing is opened here."""

    settings = providers.Dependency(instance_of=Settings)

    _records = settings.provided.stores.records
    _data_dir = settings.provided.stores.data_dir

    host_clock = providers.Singleton(SystemClock)
    presence = providers.Singleton(HostProcesses)
    keys = providers.Singleton(_keys, settings.provided.tokens)

    sqlite = providers.Singleton(
        SqliteDatabase,
        providers.Factory(_below, _data_dir, "platform.db"),
        providers.Factory(timedelta.total_seconds, settings.provided.stores.db_timeout),
    )
    mongodb = providers.Singleton(
        MongoDatabase,
        settings.provided.stores.mongo_uri,
        settings.provided.stores.mongo_driver,
        providers.Factory(timedelta.total_seconds, settings.provided.stores.db_timeout),
    )
    agreed = providers.Container(
        Coordination,
        stores=settings.provided.stores,
        host_clock=host_clock,
        sqlite=sqlite,
        mongodb=mongodb,
    )
    clock = agreed.clock
    ids = providers.Singleton(SystemIdGenerator, clock)
    users = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryUserRepository),
        sqlite=providers.Singleton(SqliteUserRepository, sqlite),
        mongodb=providers.Singleton(MongoUserRepository, mongodb),
    )
    sessions = providers.Selector(
        _records,
        memory=providers.Singleton(MemorySessionRepository),
        sqlite=providers.Singleton(SqliteSessionRepository, sqlite),
        mongodb=providers.Singleton(MongoSessionRepository, mongodb),
    )
    personal_tokens = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryPersonalTokenRepository),
        sqlite=providers.Singleton(SqlitePersonalTokenRepository, sqlite),
        mongodb=providers.Singleton(MongoPersonalTokenRepository, mongodb),
    )
    audit_log = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryAuditLog),
        sqlite=providers.Singleton(SqliteAuditLog, sqlite),
        mongodb=providers.Singleton(MongoAuditLog, mongodb),
    )
    events = providers.Container(
        EventStores, settings=settings, clock=clock, sqlite=sqlite, mongodb=mongodb
    )
    event_log = events.log
    shared = providers.Container(
        SharedState,
        stores=settings.provided.stores,
        job_settings=settings.provided.jobs,
        event_log=event_log,
    )
    event_signals = shared.event_signals
    videos = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryVideoRepository, event_log, event_signals),
        sqlite=providers.Singleton(SqliteVideoRepository, sqlite, event_signals),
        mongodb=providers.Singleton(
            MongoVideoRepository, mongodb, event_signals, shared.change_fence
        ),
    )
    reads = providers.Selector(
        _records,
        memory=providers.Singleton(DirectReads),
        sqlite=providers.Singleton(SqliteReadCache, sqlite),
        mongodb=shared.reads,
    )
    resumable_uploads = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryUploadRepository),
        sqlite=providers.Singleton(SqliteUploadRepository, sqlite),
        mongodb=providers.Singleton(MongoUploadRepository, mongodb),
    )
    idempotency = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryIdempotencyStore),
        sqlite=providers.Singleton(SqliteIdempotencyStore, sqlite),
        mongodb=providers.Singleton(MongoIdempotencyStore, mongodb),
    )
    database = providers.Selector(
        _records, memory=providers.Factory(nullcontext), sqlite=sqlite, mongodb=mongodb
    )

    files = providers.Container(
        FileStores,
        stores=settings.provided.stores,
        clock=clock,
        host_clock=host_clock,
        presence=presence,
    )
    staging = files.staging
    media = files.media
    engines = providers.Container(Engines, settings=settings)
    engine = engines.engine
    jobs = shared.jobs

    hasher = providers.Singleton(_hasher, settings.provided.hashing)
    access_tokens = providers.Singleton(
        JwtAccessTokens, keys, ids, settings.provided.tokens.clock_leeway
    )
    grants = providers.Singleton(HmacPlaybackGrants, keys, settings.provided.tokens.clock_leeway)
    revocations = providers.Singleton(
        StoreSessionRevocations, sessions, clock, settings.provided.accounts.access_token_life
    )
    rate_limits = shared.rate_limits
    common_passwords = providers.Singleton(
        most_common_passwords, settings.provided.accounts.password_min_chars
    )

    database_check = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryCheck),
        sqlite=providers.Singleton(SqliteCheck, sqlite),
        mongodb=providers.Singleton(MongoCheck, mongodb),
    )
    dependency_checks = providers.Singleton(_together, database_check, files.checks)

    local_source = engines.local_source
    sample_clip = engines.sample_clip

    use_cases = providers.Container(
        UseCases,
        settings=settings,
        clock=clock,
        ids=ids,
        users=users,
        sessions=sessions,
        personal_tokens=personal_tokens,
        audit_log=audit_log,
        videos=videos,
        reads=reads,
        resumable_uploads=resumable_uploads,
        event_log=event_log,
        event_signals=event_signals,
        webhooks=events.endpoints,
        deliveries=events.deliveries,
        webhook_sender=events.sender,
        idempotency=idempotency,
        staging=staging,
        media=media,
        engine=engine,
        presence=presence,
        jobs=jobs,
        schedule=agreed.schedule,
        staging_clock=files.staging_clock,
        hasher=hasher,
        access_tokens=access_tokens,
        revocations=revocations,
        rate_limits=rate_limits,
        grants=grants,
        common_passwords=common_passwords,
        dependency_checks=dependency_checks,
        optional_checks=shared.checks,
    )
    application = use_cases.application
