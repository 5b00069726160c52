"""The use-cases, wired to ports; which adapter stands behind a port is not known here."""

from dependency_injector import containers, providers

from application.app import Application
from application.ports.access_tokens import AccessTokens
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.dependency_check import DependencyCheck
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
from application.ports.schedule import Schedule
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from application.ports.worker_presence import WorkerPresence
from application.use_cases.idempotency.hold_key import HoldKey
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.operation.count_request import CountRequest
from entrypoints.settings import Settings
from entrypoints.wiring.accounts import Accounts
from entrypoints.wiring.administration import Administration
from entrypoints.wiring.owned_videos import OwnedVideos
from entrypoints.wiring.processing import Processing
from entrypoints.wiring.resumable_uploads import ResumableUploads
from entrypoints.wiring.telling import Telling


class UseCases(containers.DeclarativeContainer):
    """One provider for each use-case, and `application` with all of them."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
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

    uploads = settings.provided.uploads

    account = providers.Container(
        Accounts,
        limits=settings.provided.accounts,
        clock=clock,
        ids=ids,
        users=users,
        sessions=sessions,
        personal_tokens=personal_tokens,
        hasher=hasher,
        access_tokens=access_tokens,
        revocations=revocations,
        rate_limits=rate_limits,
        common_passwords=common_passwords,
    )
    administration = providers.Container(
        Administration,
        clock=clock,
        ids=ids,
        users=users,
        videos=videos,
        staging=staging,
        jobs=jobs,
        audit_log=audit_log,
        endings=account.endings,
    )
    owned = providers.Container(
        OwnedVideos,
        limits=uploads,
        clock=clock,
        ids=ids,
        videos=videos,
        reads=reads,
        staging=staging,
        media=media,
        hosted_media=hosted_media,
        jobs=jobs,
        grants=grants,
        playback_ttl=settings.provided.tokens.playback_ttl,
        users=users,
        uploads=resumable_uploads,
    )
    uploading = providers.Container(
        ResumableUploads,
        limits=uploads,
        resumable=settings.provided.resumable,
        clock=clock,
        ids=ids,
        uploads=resumable_uploads,
        videos=videos,
        staging=staging,
        jobs=jobs,
        presence=presence,
        quota=owned.quota,
    )
    telling = providers.Container(
        Telling,
        settings=settings,
        clock=clock,
        ids=ids,
        log=event_log,
        signals=event_signals,
        videos=videos,
        webhooks=webhooks,
        deliveries=deliveries,
        sender=webhook_sender,
        check_actor=account.check_actor,
    )
    working = providers.Container(
        Processing,
        settings=settings,
        clock=clock,
        ids=ids,
        videos=videos,
        uploads=resumable_uploads,
        expire_uploads=uploading.expire_uploads,
        keys=idempotency,
        forget_expired=account.forget_expired,
        staging=staging,
        media=media,
        sources=owned.sources,
        engine=engine,
        reports=engine_reports,
        presence=presence,
        jobs=jobs,
        schedule=schedule,
        staging_clock=staging_clock,
    )

    application = providers.Singleton(
        Application,
        register_user=account.register_user,
        log_in=account.log_in,
        refresh_session=account.refresh_session,
        log_out=account.log_out,
        authenticate=account.authenticate,
        get_account=account.get_account,
        change_password=account.change_password,
        list_sessions=account.list_sessions,
        end_session=account.end_session,
        end_other_sessions=account.end_other_sessions,
        create_personal_token=account.create_personal_token,
        list_personal_tokens=account.list_personal_tokens,
        remove_personal_token=account.remove_personal_token,
        change_role=administration.change_role,
        list_users=administration.list_users,
        change_user=administration.change_user,
        list_all_videos=administration.list_all_videos,
        requeue_video=administration.requeue_video,
        remove_video=administration.remove_video,
        list_jobs=administration.list_jobs,
        measure_storage=administration.measure_storage,
        list_audit=administration.list_audit,
        upload_video=owned.upload_video,
        get_video=owned.get_video,
        list_videos=owned.list_videos,
        edit_video=owned.edit_video,
        delete_video=owned.delete_video,
        retry_video=owned.retry_video,
        open_source=owned.open_source,
        start_upload=uploading.start_upload,
        start_with_chunk=uploading.start_with_chunk,
        append_chunk=uploading.append_chunk,
        find_offset=uploading.find_offset,
        get_upload=uploading.get_upload,
        terminate_upload=uploading.terminate_upload,
        finish_forgotten=uploading.finish_forgotten,
        read_events=telling.read_events,
        follow_events=telling.follow_events,
        settle_events=telling.settle_events,
        forget_events=telling.forget_events,
        create_webhook=telling.create_webhook,
        list_webhooks=telling.list_webhooks,
        edit_webhook=telling.edit_webhook,
        delete_webhook=telling.delete_webhook,
        rotate_webhook_secret=telling.rotate_webhook_secret,
        list_deliveries=telling.list_deliveries,
        replay_delivery=telling.replay_delivery,
        plan_deliveries=telling.plan_deliveries,
        deliver_webhook=telling.deliver_webhook,
        forget_deliveries=telling.forget_deliveries,
        hold_key=providers.Singleton(
            HoldKey, idempotency, presence, clock, ids, settings.provided.idempotency
        ),
        open_playback=owned.open_playback,
        process_video=working.process_video,
        receive_report=working.receive_report,
        collect_reports=working.collect_reports,
        requeue_stalled=working.requeue_stalled,
        remove_deleted=working.remove_deleted,
        sweep_abandoned=working.sweep_abandoned,
        release_orphans=working.release_orphans,
        sweep_scratch=working.sweep_scratch,
        take_turn=working.take_turn,
        plan_file=working.plan_file,
        measure_work=working.measure_work,
        check_readiness=providers.Singleton(
            CheckReadiness,
            dependency_checks,
            optional_checks,
            settings.provided.server.health_timeout,
        ),
        count_request=providers.Singleton(
            CountRequest, rate_limits, settings.provided.request_rates
        ),
    )
