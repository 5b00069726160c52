"""Everything that the use-cases are wired to."""

from dependency_injector import containers, providers

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
from application.ports.job_queue import JobQueue
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.password_hasher import PasswordHasher
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.playback_grants import PlaybackGrants
from application.ports.rate_limits import RateLimits
from application.ports.read_cache import ReadCache
from application.ports.request_context import RequestContext
from application.ports.schedule import Schedule
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from application.ports.work_observer import WorkObserver
from application.ports.work_tally import WorkTally
from application.ports.worker_presence import WorkerPresence
from entrypoints.settings import Settings


class Ports(containers.DeclarativeContainer):
    """One dependency for each port, and the settings."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    context: providers.Dependency[RequestContext] = providers.Dependency()
    observer: providers.Dependency[WorkObserver] = providers.Dependency()
    tally: providers.Dependency[WorkTally] = providers.Dependency()
    users: providers.Dependency[UserRepository] = providers.Dependency()
    sessions: providers.Dependency[SessionRepository] = providers.Dependency()
    personal_tokens: providers.Dependency[PersonalTokenRepository] = providers.Dependency()
    audit_log: providers.Dependency[AuditLog] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    reads: providers.Dependency[ReadCache] = providers.Dependency()
    resumable_uploads: providers.Dependency[UploadRepository] = providers.Dependency()
    event_log: providers.Dependency[EventLog] = providers.Dependency()
    event_signals: providers.Dependency[EventSignals] = providers.Dependency()
    webhooks: providers.Dependency[WebhookRepository] = providers.Dependency()
    deliveries: providers.Dependency[DeliveryRepository] = providers.Dependency()
    webhook_sender: providers.Dependency[WebhookSender] = providers.Dependency()
    idempotency: providers.Dependency[IdempotencyStore] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    media: providers.Dependency[MediaStore] = providers.Dependency()
    direct_uploads: providers.Dependency[DirectUploads] = providers.Dependency()
    hosted_media: providers.Dependency[HostedMedia] = providers.Dependency()
    engine: providers.Dependency[MediaEngine] = providers.Dependency()
    engine_reports: providers.Dependency[EngineReports] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    schedule: providers.Dependency[Schedule] = providers.Dependency()
    staging_clock: providers.Dependency[Clock] = providers.Dependency()
    hasher: providers.Dependency[PasswordHasher] = providers.Dependency()
    access_tokens: providers.Dependency[AccessTokens] = providers.Dependency()
    revocations: providers.Dependency[SessionRevocations] = providers.Dependency()
    rate_limits: providers.Dependency[RateLimits] = providers.Dependency()
    grants: providers.Dependency[PlaybackGrants] = providers.Dependency()
    common_passwords: providers.Dependency[frozenset[str]] = providers.Dependency()
    dependency_checks: providers.Dependency[list[DependencyCheck]] = providers.Dependency()
    optional_checks: providers.Dependency[list[DependencyCheck]] = providers.Dependency()
