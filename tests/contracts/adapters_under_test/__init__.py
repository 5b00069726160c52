"""Every adapter of every port: what the contract suites run over."""

from collections.abc import Mapping
from typing import Any

from application.ports.access_tokens import AccessTokens
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.dependency_check import DependencyCheck
from application.ports.direct_uploads import DirectUploads
from application.ports.engine_reports import EngineReports
from application.ports.event_log import EventLog
from application.ports.event_signals import EventSignals
from application.ports.hosted_media import HostedMedia
from application.ports.id_generator import IdGenerator
from application.ports.idempotency_store import IdempotencyStore
from application.ports.job_queue import JobQueue, WakeUps
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.password_hasher import PasswordHasher
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.playback_grants import PlaybackGrants
from application.ports.rate_limits import RateLimits
from application.ports.read_cache import ChangeFence, ReadCache
from application.ports.request_context import RequestContext
from application.ports.request_traces import RequestTraces
from application.ports.schedule import Schedule
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.source_file import SourceFile
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from application.ports.work_observer import WorkObserver
from application.ports.work_tally import WorkTally
from application.ports.worker_presence import WorkerPresence
from tests.contracts.adapters_under_test import (
    cache,
    direct,
    events,
    files,
    hosted,
    jobs,
    limits,
    media,
    observers,
    persistence,
    schedules,
    security,
    system,
    webhooks,
)
from tests.contracts.adapters_under_test.table import Table

TABLES: Mapping[type[Any], Table[Any]] = {
    AccessTokens: security.ACCESS_TOKENS,
    AuditLog: persistence.AUDIT_LOGS,
    Clock: system.CLOCKS,
    DependencyCheck: {
        **persistence.DEPENDENCY_CHECKS,
        **files.FILE_CHECKS,
        **jobs.REDIS_CHECKS,
        **media.ENGINE_CHECKS,
    },
    DeliveryRepository: webhooks.DELIVERY_REPOSITORIES,
    DirectUploads: direct.DIRECT_UPLOADS,
    EngineReports: media.ENGINE_REPORTS,
    EventLog: events.EVENT_LOGS,
    EventSignals: events.EVENT_SIGNALS,
    HostedMedia: hosted.HOSTED_MEDIA,
    IdGenerator: system.ID_GENERATORS,
    IdempotencyStore: persistence.IDEMPOTENCY_STORES,
    JobQueue: jobs.JOB_QUEUES,
    MediaEngine: media.MEDIA_ENGINES,
    MediaStore: files.MEDIA_STORES,
    PasswordHasher: security.PASSWORD_HASHERS,
    PlaybackGrants: security.PLAYBACK_GRANTS,
    PersonalTokenRepository: persistence.PERSONAL_TOKEN_REPOSITORIES,
    RateLimits: limits.RATE_LIMITS,
    ReadCache: cache.READ_CACHES,
    ChangeFence: cache.CHANGE_FENCES,
    RequestTraces: observers.REQUEST_TRACES,
    RequestContext: system.REQUEST_CONTEXTS,
    Schedule: schedules.SCHEDULES,
    SessionRepository: persistence.SESSION_REPOSITORIES,
    SessionRevocations: security.SESSION_REVOCATIONS,
    SourceFile: files.SOURCE_FILES,
    StagingArea: files.STAGING_AREAS,
    UploadRepository: persistence.UPLOAD_REPOSITORIES,
    UserRepository: persistence.USER_REPOSITORIES,
    VideoRepository: persistence.VIDEO_REPOSITORIES,
    WakeUps: jobs.WAKE_UPS,
    WebhookRepository: webhooks.WEBHOOK_REPOSITORIES,
    WebhookSender: webhooks.WEBHOOK_SENDERS,
    WorkObserver: observers.WORK_OBSERVERS,
    WorkTally: observers.WORK_TALLIES,
    WorkerPresence: system.WORKER_PRESENCES,
}
"""Port → its table; `test_completeness.py` fails for an adapter that is in none."""
