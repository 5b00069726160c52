"""From names and texts to settings, every fault told at once."""

import os
from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from entrypoints.read_limits import (
    read_accounts,
    read_events,
    read_http,
    read_idempotency,
    read_media,
    read_processing,
    read_resumable,
    read_uploads,
)
from entrypoints.read_rates import read_request_rates
from entrypoints.read_stores import read_stores
from entrypoints.read_traces import read_traces
from entrypoints.read_webhooks import read_webhooks
from entrypoints.setting_reader import SettingReader
from entrypoints.settings import (
    HashingSettings,
    JobSettings,
    ServerSettings,
    Settings,
    TokenSettings,
)

_MAX_PORT = 65_535
_MIN_SECRET_BYTES = 32
_MIN_SECRET_CHARS = 10
_MAX_PLAYBACK_TTL = timedelta(days=7)
_ANY_HOST = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not listened on


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that `environ` holds.

    Raises:
        SettingsError: one or more are wrong; it lists every one.
    """
    reader = SettingReader(environ)
    environment = reader.choice("APP_ENV", "development", ("development", "production"))
    is_production = environment == "production"
    server = _server(reader, is_production)
    uploads = read_uploads(reader)
    stores = read_stores(reader)
    settings = Settings(
        server=server,
        stores=stores,
        tokens=_tokens(reader, is_production),
        hashing=_hashing(reader),
        media=read_media(reader),
        jobs=_jobs(reader, has_redis=bool(stores.redis_url)),
        http=read_http(reader, _own_url(server), uploads.max_upload_bytes),
        uploads=uploads,
        resumable=read_resumable(reader),
        idempotency=read_idempotency(reader),
        accounts=read_accounts(reader),
        request_rates=read_request_rates(reader),
        processing=read_processing(reader),
        events=read_events(reader),
        webhooks=read_webhooks(reader, uploads.max_title_chars),
        traces=read_traces(reader),
    )
    reader.raise_if_any()
    return settings


def _server(reader: SettingReader, is_production: bool) -> ServerSettings:
    default = ServerSettings()
    logs = reader.choice("LOG_FORMAT", "json" if is_production else "console", ("console", "json"))
    return ServerSettings(
        host=reader.text("HOST", default.host),
        port=reader.integer("PORT", default.port, least=0, most=_MAX_PORT),
        worker_metrics_port=reader.integer(
            "WORKER_METRICS_PORT", default.worker_metrics_port, least=0, most=_MAX_PORT
        ),
        header_timeout=reader.duration("HEADER_TIMEOUT", default.header_timeout),
        shutdown_grace=reader.duration("SHUTDOWN_GRACE", default.shutdown_grace),
        health_timeout=reader.duration("HEALTH_TIMEOUT", default.health_timeout),
        logs_json=logs == "json",
        log_zone=reader.parsed(
            "LOG_TZ", default.log_zone, _zone, "a time zone such as Asia/Kolkata"
        ),
    )


def _own_url(server: ServerSettings) -> str:
    host = "localhost" if server.host in _ANY_HOST else server.host
    return f"http://{host}:{server.port}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


def _tokens(reader: SettingReader, is_production: bool) -> TokenSettings:
    default = TokenSettings()
    secret, previous = reader.text("JWT_SECRET"), reader.text("JWT_SECRET_PREVIOUS")
    if is_production and not secret:
        reader.refuse("JWT_SECRET", "set in production")
    for name, value in (("JWT_SECRET", secret), ("JWT_SECRET_PREVIOUS", previous)):
        is_short = len(value.encode()) < _MIN_SECRET_BYTES
        if value and (is_short or len(set(value)) < _MIN_SECRET_CHARS):
            reader.refuse(name, f"random text of at least {_MIN_SECRET_BYTES} bytes")
    return TokenSettings(
        secret=secret,
        previous_secret=previous,
        clock_leeway=reader.duration("CLOCK_LEEWAY", default.clock_leeway, least=timedelta()),
        playback_ttl=reader.duration("PLAYBACK_TTL", default.playback_ttl, most=_MAX_PLAYBACK_TTL),
    )


def _hashing(reader: SettingReader) -> HashingSettings:
    default = HashingSettings()
    return HashingSettings(
        time_cost=reader.integer("ARGON2_TIME_COST", default.time_cost, least=default.time_cost),
        memory_kib=reader.integer(
            "ARGON2_MEMORY_KIB", default.memory_kib, least=default.memory_kib
        ),
        parallelism=reader.integer("ARGON2_PARALLELISM", default.parallelism, least=1),
        concurrency=reader.integer("HASH_CONCURRENCY", default.concurrency, least=1),
        queue=reader.integer("HASH_QUEUE", default.queue, least=0),
    )


def _jobs(reader: SettingReader, *, has_redis: bool) -> JobSettings:
    default = JobSettings()
    cores = os.cpu_count() or 1
    return JobSettings(
        in_api=reader.boolean("JOBS_IN_API", default=not has_redis),
        concurrency=reader.integer("WORKER_CONCURRENCY", max(1, cores // 2), least=1),
        reconcile_interval=reader.duration("RECONCILE_INTERVAL", default.reconcile_interval),
    )
