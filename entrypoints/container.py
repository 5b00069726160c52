"""The composition root: which adapter stands behind which port."""

import os
import tempfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dependency_injector import containers, providers

from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from adapters.jobs.in_process import InProcessJobQueue
from adapters.media.ffmpeg.binaries import locate_binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.sample_clip import make_sample_clip
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.memory import MemoryMediaEngine
from adapters.persistence.memory.check import MemoryCheck
from adapters.persistence.memory.idempotency_store import MemoryIdempotencyStore
from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.persistence.memory.upload_repository import MemoryUploadRepository
from adapters.persistence.memory.user_repository import MemoryUserRepository
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.idempotency_store import MongoIdempotencyStore
from adapters.persistence.mongodb.session_repository import MongoSessionRepository
from adapters.persistence.mongodb.upload_repository import MongoUploadRepository
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.check import SqliteCheck
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.idempotency_store import SqliteIdempotencyStore
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
from entrypoints.file_stores import FileStores
from entrypoints.settings import HashingSettings, MediaSettings, Settings, TokenSettings
from entrypoints.use_cases import UseCases

_MOST_USEFUL_THREADS = 8
"""More take memory for each, and 4K would outgrow the default bound of a child."""


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


def _memory_engine() -> MemoryMediaEngine:
    return MemoryMediaEngine(Path(tempfile.gettempdir()) / f"media-engine-{os.getpid()}")


async def _local_source(path: Path) -> LocalSourceFile:
    return await LocalSourceFile.at(path, DiskThreads("source", 1))


def _sample_clip(media: MediaSettings, path: Path) -> None:
    make_sample_clip(locate_binaries(media.ffmpeg_path, media.ffprobe_path).ffmpeg, path)


def _ffmpeg_engine(media: MediaSettings, data_dir: Path) -> FfmpegEngine:
    programs = locate_binaries(media.ffmpeg_path, media.ffprobe_path)
    bounds = FfmpegSettings(
        threads=media.encoder_threads or min(os.cpu_count() or 1, _MOST_USEFUL_THREADS),
        loudness_lufs=media.loudness_lufs,
        limits=media.limits,
        probe_timeout_s=media.probe_timeout.total_seconds(),
        memory_bytes=media.transcode_memory_bytes,
        max_output_ratio=media.max_output_ratio,
    )
    if media.transcode_timeout is not None:
        timeout_s = media.transcode_timeout.total_seconds()
        bounds = replace(bounds, min_timeout_s=timeout_s, max_timeout_s=timeout_s)
    return FfmpegEngine(programs.ffmpeg, programs.ffprobe, data_dir / "scratch", bounds)


class Container(containers.DeclarativeContainer):
    """One Selector for each port that has more than one adapter; nothing is opened here."""

    settings = providers.Dependency(instance_of=Settings)

    _records = settings.provided.stores.records
    _data_dir = settings.provided.stores.data_dir

    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIdGenerator, clock)
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
    videos = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryVideoRepository),
        sqlite=providers.Singleton(SqliteVideoRepository, sqlite),
        mongodb=providers.Singleton(MongoVideoRepository, mongodb),
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
        FileStores, stores=settings.provided.stores, clock=clock, presence=presence
    )
    staging = files.staging
    media = files.media
    engine = providers.Selector(
        settings.provided.media.engine,
        memory=providers.Singleton(_memory_engine),
        ffmpeg=providers.Singleton(_ffmpeg_engine, settings.provided.media, _data_dir),
    )
    jobs = providers.Singleton(InProcessJobQueue, settings.provided.jobs.concurrency)

    hasher = providers.Singleton(_hasher, settings.provided.hashing)
    access_tokens = providers.Singleton(
        JwtAccessTokens, keys, ids, settings.provided.tokens.clock_leeway
    )
    grants = providers.Singleton(HmacPlaybackGrants, keys, settings.provided.tokens.clock_leeway)
    revocations = providers.Singleton(
        StoreSessionRevocations, sessions, clock, settings.provided.accounts.access_token_life
    )
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

    local_source = providers.Callable(_local_source)
    sample_clip = providers.Callable(_sample_clip, settings.provided.media)

    use_cases = providers.Container(
        UseCases,
        settings=settings,
        clock=clock,
        ids=ids,
        users=users,
        sessions=sessions,
        videos=videos,
        resumable_uploads=resumable_uploads,
        idempotency=idempotency,
        staging=staging,
        media=media,
        engine=engine,
        presence=presence,
        jobs=jobs,
        hasher=hasher,
        access_tokens=access_tokens,
        revocations=revocations,
        grants=grants,
        common_passwords=common_passwords,
        dependency_checks=dependency_checks,
    )
    application = use_cases.application
