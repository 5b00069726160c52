"""Everything that an operator may set, and the only reader of the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from application.limits import (
    AccountLimits,
    EventLimits,
    IdempotencyLimits,
    ProcessingLimits,
    RequestRates,
    ResumableLimits,
    UploadLimits,
    WebhookLimits,
)
from domain.video.limits import MediaLimits
from entrypoints.http.options import HttpOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Where the process listens, how it stops, and how it logs.

    A worker apart listens at `worker_metrics_port` for monitoring alone; 0 is nowhere.
    """

    host: str = "127.0.0.1"
    port: int = 5000
    worker_metrics_port: int = 0
    header_timeout: timedelta = timedelta(seconds=10)
    shutdown_grace: timedelta = timedelta(seconds=30)
    health_timeout: timedelta = timedelta(seconds=2)
    logs_json: bool = False
    log_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Kolkata"))


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Settings:
    """How an S3-compatible store is reached; without an endpoint it is AWS itself.

    Without keys, the role of the machine is asked for.
    """

    access_key_id: str = field(default="", repr=False)
    secret_access_key: str = field(default="", repr=False)
    region: str = "us-east-1"
    endpoint_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """Where records and files are kept.

    What is empty lies in `data_dir`: records in SQLite for `mongo_uri`, files in folders for
    `media_store_url` and `staging_url`, which are `s3://bucket/prefix` otherwise.
    What processes share is in Redis for `redis_url`, and inside each process where it is empty.
    `in_memory` keeps nothing at all, and is for libraries and tests.
    """

    in_memory: bool = False
    data_dir: Path = Path("var")
    mongo_uri: str = field(default="", repr=False)
    mongo_driver: str = "motor"
    db_timeout: timedelta = timedelta(seconds=10)
    redis_url: str = field(default="", repr=False)
    media_store_url: str = ""
    staging_url: str = ""
    s3: S3Settings = S3Settings()

    @property
    def records(self) -> str:
        """The technology of the repositories: `memory`, `sqlite` or `mongodb`."""
        if self.in_memory:
            return "memory"
        return "mongodb" if self.mongo_uri else "sqlite"

    @property
    def shared(self) -> str:
        """The technology of what processes share: `process` or `redis`."""
        return "redis" if self.redis_url and not self.in_memory else "process"

    @property
    def media(self) -> str:
        """The technology of the media store: `memory`, `disk` or `s3`."""
        return self._files_at(self.media_store_url)

    @property
    def staging(self) -> str:
        """The technology of the staging area: `memory`, `disk` or `s3`."""
        return self._files_at(self.staging_url)

    def _files_at(self, url: str) -> str:
        if self.in_memory:
            return "memory"
        return "s3" if url else "disk"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSettings:
    """What signs tokens; an empty secret is generated and kept in `data_dir`."""

    secret: str = field(default="", repr=False)
    previous_secret: str = field(default="", repr=False)
    clock_leeway: timedelta = timedelta(seconds=5)
    playback_ttl: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class HashingSettings:
    """Argon2id parameters, and how many hashes may run and wait at once.

    Source: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB.
    """

    time_cost: int = 2
    memory_kib: int = 19_456
    parallelism: int = 1
    concurrency: int = 2
    queue: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudinaryAccess:
    """Whose Cloudinary account makes the videos, where it is reached, and what it is asked for.

    `notifications` come by `callback` or `channel`; `auto` is by where we can be reached.
    `notification_secrets` are believed beside `api_secret`, while keys are being rotated.
    `playback` is `gateway`, `token` or `signed`; tokens need `auth_token_key`, in hex.
    """

    cloud_name: str = ""
    api_key: str = ""
    api_secret: str = field(default="", repr=False)
    api_base: str = "https://api.cloudinary.com"
    delivery_base: str = "https://res.cloudinary.com"
    notifications: str = "auto"
    notification_secrets: tuple[str, ...] = field(default=(), repr=False)
    signature_algorithm: str = "sha1"
    streaming_profile: str = "full_hd"
    playback: str = "gateway"
    auth_token_key: str = field(default="", repr=False)
    chunk_bytes: int = 10_000_000
    call_timeout: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSettings:
    """Which engine, `ffmpeg`, `cloudinary` or `memory`, and what it may take.

    `cloudinary` is set where that is the engine.
    Empty paths mean the packaged programs, no threads mean all cores, up to eight.
    `loudness_lufs` is what sound is brought to (EBU R 128); None leaves it alone.
    """

    engine: str = "ffmpeg"
    cloudinary: CloudinaryAccess | None = None
    limits: MediaLimits = MediaLimits()
    ffmpeg_path: str = ""
    ffprobe_path: str = ""
    encoder_threads: int = 0
    probe_timeout: timedelta = timedelta(seconds=30)
    transcode_timeout: timedelta | None = None
    transcode_memory_bytes: int = 2 * 1024**3
    max_output_ratio: float = 4.0
    loudness_lufs: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSettings:
    """Who works on jobs, how many at once, and how often the records are looked over."""

    in_api: bool = True
    concurrency: int = 1
    reconcile_interval: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSettings:
    """Where traces go, and under which name; without an `endpoint` there are none."""

    endpoint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    service: str = "streaming-platform"

    @property
    def collector(self) -> str:
        """The technology of traces: `none` or `otlp`."""
        return "otlp" if self.endpoint else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Bounds of webhooks, and networks of the operator's own that they may reach."""

    limits: WebhookLimits = WebhookLimits()
    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; the defaults are those of the product description.

    Without `request_rates`, requests are not limited.
    """

    server: ServerSettings = ServerSettings()
    stores: StoreSettings = StoreSettings()
    tokens: TokenSettings = TokenSettings()
    hashing: HashingSettings = HashingSettings()
    media: MediaSettings = MediaSettings()
    jobs: JobSettings = JobSettings()
    http: HttpOptions = HttpOptions()
    uploads: UploadLimits = UploadLimits()
    resumable: ResumableLimits = ResumableLimits()
    idempotency: IdempotencyLimits = IdempotencyLimits()
    accounts: AccountLimits = AccountLimits()
    request_rates: RequestRates | None = RequestRates()
    processing: ProcessingLimits = ProcessingLimits()
    events: EventLimits = EventLimits()
    webhooks: WebhookSettings = WebhookSettings()
    traces: TraceSettings = TraceSettings()

    @classmethod
    def in_memory(cls) -> Self:
        """Return the settings of a platform that keeps nothing and encodes nothing."""
        return cls(
            stores=StoreSettings(in_memory=True),
            tokens=TokenSettings(secret=secrets.token_urlsafe(48)),
            media=MediaSettings(engine="memory"),
        )


def current_environment(dotenv: Path = Path(".env")) -> Mapping[str, str]:
    """Return the process's environment over what `dotenv` holds."""
    from_file = {name: value for name, value in dotenv_values(dotenv).items() if value}
    return from_file | os.environ
