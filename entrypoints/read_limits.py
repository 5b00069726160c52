"""Reading the bounds of requests, uploads, accounts, media and processing."""

import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from application.limits import (
    AccountLimits,
    EventLimits,
    IdempotencyLimits,
    ProcessingLimits,
    ResumableLimits,
    UploadLimits,
)
from domain.video.limits import MediaLimits
from domain.video.retry_policy import RetryPolicy
from entrypoints.http.options import HttpOptions
from entrypoints.read_cloudinary import read_cloudinary
from entrypoints.read_rates import read_login_rates
from entrypoints.setting_reader import SettingReader
from entrypoints.settings import MediaSettings
from entrypoints.units import DURATION_FORM, parse_duration, parse_list

_QUIETEST_LUFS, _LOUDEST_LUFS = -70.0, -5.0
"""Source: the range of ffmpeg's loudnorm filter."""

_INTERNAL_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+/)+", re.ASCII)

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]+)?", re.ASCII)
"""As browsers send it: in lower case, without a path; app frameworks have schemes of their own."""

_MAX_HEADERS_OF_SERVER = 100
"""More than these the HTTP server refuses by itself, and cannot be told otherwise."""

_MIN_TRANSCODE_BYTES = 256 * 1024**2


def read_media(reader: SettingReader) -> MediaSettings:
    """Return which engine works, and what it may take."""
    default, limits = MediaSettings(), MediaLimits()
    cloudinary = read_cloudinary(reader)
    longest = reader.duration("MAX_DURATION", timedelta(seconds=limits.max_duration_s))
    return MediaSettings(
        engine=default.engine if cloudinary is None else "cloudinary",
        cloudinary=cloudinary,
        limits=MediaLimits(
            max_duration_s=longest.total_seconds(),
            max_pixels=reader.integer("MAX_PIXELS", limits.max_pixels, least=1),
            max_dimension_px=reader.integer("MAX_DIMENSION", limits.max_dimension_px, least=16),
            max_fps=reader.integer("MAX_FPS", limits.max_fps, least=1),
            max_streams=reader.integer("MAX_STREAMS", limits.max_streams, least=1),
        ),
        ffmpeg_path=reader.text("FFMPEG_PATH"),
        ffprobe_path=reader.text("FFPROBE_PATH"),
        encoder_threads=reader.integer("ENCODER_THREADS", default.encoder_threads, least=0),
        probe_timeout=reader.duration("PROBE_TIMEOUT", default.probe_timeout),
        transcode_timeout=reader.parsed(
            "TRANSCODE_TIMEOUT", default.transcode_timeout, parse_duration, DURATION_FORM
        ),
        transcode_memory_bytes=reader.size(
            "TRANSCODE_MEMORY", default.transcode_memory_bytes, least=_MIN_TRANSCODE_BYTES
        ),
        loudness_lufs=reader.parsed("AUDIO_LOUDNESS", None, _loudness, "a loudness from -70 to -5"),
        max_output_ratio=reader.number("MAX_OUTPUT_RATIO", default.max_output_ratio, least=1),
    )


def _loudness(text: str) -> float:
    loudness_lufs = float(text)
    if not _QUIETEST_LUFS <= loudness_lufs <= _LOUDEST_LUFS:
        raise ValueError(text)
    return loudness_lufs


def read_http(reader: SettingReader, default_url: str, max_upload_bytes: int) -> HttpOptions:
    """Return the bounds of requests."""
    default = HttpOptions()
    base = reader.text("PUBLIC_BASE_URL", default_url).rstrip("/")
    if not base.startswith(("http://", "https://")):
        reader.refuse("PUBLIC_BASE_URL", "an address that begins with http:// or https://", base)
    accel = reader.text("ACCEL_REDIRECT_PREFIX")
    if accel and not _INTERNAL_ADDRESS.fullmatch(accel):
        reader.refuse("ACCEL_REDIRECT_PREFIX", "a path such as /published/", accel)
    return HttpOptions(
        public_base_url=base,
        accel_redirect_prefix=accel,
        cors_origins=reader.parsed(
            "CORS_ORIGINS", frozenset(), _origins, "origins such as https://films.example"
        ),
        trusted_proxies=reader.parsed(
            "TRUSTED_PROXIES", (), _networks, "addresses or networks such as 10.0.0.0/8"
        ),
        max_json_bytes=reader.size("MAX_JSON_BYTES", default.max_json_bytes, least=1024),
        max_json_depth=reader.integer("MAX_JSON_DEPTH", default.max_json_depth, least=1, most=500),
        max_header_bytes=reader.size("MAX_HEADER_BYTES", default.max_header_bytes, least=1024),
        max_headers=reader.integer(
            "MAX_HEADERS", default.max_headers, least=10, most=_MAX_HEADERS_OF_SERVER
        ),
        max_url_bytes=reader.size("MAX_URL_BYTES", default.max_url_bytes, least=256),
        max_upload_bytes=max_upload_bytes,
        max_multipart_parts=reader.integer(
            "MAX_MULTIPART_PARTS", default.max_multipart_parts, least=3
        ),
        max_part_header_bytes=reader.size(
            "MAX_PART_HEADER_BYTES", default.max_part_header_bytes, least=256
        ),
        metrics_token=reader.text("METRICS_TOKEN"),
        body_idle_timeout_s=reader.duration(
            "BODY_IDLE_TIMEOUT", timedelta(seconds=default.body_idle_timeout_s)
        ).total_seconds(),
        body_min_bytes_per_s=reader.size("BODY_MIN_RATE", default.body_min_bytes_per_s),
        request_timeout_s=reader.duration(
            "REQUEST_TIMEOUT", timedelta(seconds=default.request_timeout_s)
        ).total_seconds(),
    )


def _origins(text: str) -> frozenset[str]:
    origins = frozenset(parse_list(text))
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise ValueError(text)
    return origins


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(entry) for entry in parse_list(text))


def read_uploads(reader: SettingReader) -> UploadLimits:
    """Return what one upload, and one user, may take."""
    default = UploadLimits()
    return UploadLimits(
        max_upload_bytes=reader.size("MAX_UPLOAD_BYTES", default.max_upload_bytes, least=1),
        min_free_bytes=reader.size("MIN_FREE_BYTES", default.min_free_bytes),
        user_quota_bytes=reader.size("USER_QUOTA_BYTES", default.user_quota_bytes),
        user_max_videos=reader.integer("USER_MAX_VIDEOS", default.user_max_videos, least=1),
        max_concurrent_per_user=reader.integer(
            "MAX_CONCURRENT_UPLOADS_PER_USER", default.max_concurrent_per_user, least=1
        ),
        max_title_chars=reader.integer("MAX_TITLE_CHARS", default.max_title_chars, least=1),
        max_description_chars=reader.integer(
            "MAX_DESCRIPTION_CHARS", default.max_description_chars, least=1
        ),
        max_filename_chars=reader.integer(
            "MAX_FILENAME_CHARS", default.max_filename_chars, least=1
        ),
    )


def read_resumable(reader: SettingReader) -> ResumableLimits:
    """Return how long resumable uploads live, and how their writers take turns."""
    default = ResumableLimits()
    return ResumableLimits(
        life=reader.duration("TUS_EXPIRY", default.life),
        lock_wait=reader.duration("TUS_LOCK_WAIT", default.lock_wait, least=timedelta()),
        max_open_per_user=reader.integer(
            "TUS_MAX_OPEN_PER_USER", default.max_open_per_user, least=1
        ),
    )


def read_idempotency(reader: SettingReader) -> IdempotencyLimits:
    """Return how long keys are known, and held."""
    default = IdempotencyLimits()
    return IdempotencyLimits(
        life=reader.duration("IDEMPOTENCY_TTL", default.life),
        lease=reader.duration("IDEMPOTENCY_LEASE", default.lease),
    )


def read_accounts(reader: SettingReader) -> AccountLimits:
    """Return the bounds of passwords and the life of sessions."""
    default = AccountLimits()
    return AccountLimits(
        password_min_chars=reader.integer(
            "PASSWORD_MIN_CHARS", default.password_min_chars, least=8
        ),
        password_max_chars=reader.integer(
            "PASSWORD_MAX_CHARS", default.password_max_chars, least=64
        ),
        access_token_life=reader.duration("JWT_EXPIRES_IN", default.access_token_life),
        refresh_life=reader.duration("REFRESH_EXPIRES_IN", default.refresh_life),
        refresh_grace=reader.duration("REFRESH_GRACE", default.refresh_grace, least=timedelta()),
        login_rates=read_login_rates(reader),
    )


def read_events(reader: SettingReader) -> EventLimits:
    """Return how many may follow events at once."""
    default = EventLimits().max_streams_per_user
    return EventLimits(reader.integer("MAX_EVENT_STREAMS_PER_USER", default, least=1))


def read_processing(reader: SettingReader) -> ProcessingLimits:
    """Return how work is leased, repeated and given up."""
    default = ProcessingLimits()
    lease = reader.duration("JOB_LEASE", default.lease)
    heartbeat = reader.duration("JOB_HEARTBEAT", default.heartbeat)
    if heartbeat * 3 > lease:
        reader.refuse("JOB_HEARTBEAT", "at most a third of JOB_LEASE")
    return ProcessingLimits(
        lease=lease,
        heartbeat=heartbeat,
        max_age=reader.duration("PROCESSING_MAX_AGE", default.max_age),
        retry=RetryPolicy(
            max_attempts=reader.integer("JOB_MAX_ATTEMPTS", default.retry.max_attempts, least=1),
            backoff=reader.duration("JOB_BACKOFF", default.retry.backoff),
        ),
        keep_source=reader.boolean("KEEP_SOURCE", default=default.keep_source),
    )
