"""The use-cases, wired to ports; which adapter stands behind a port is not known here."""

from dependency_injector import containers, providers

from application.app import Application
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck
from application.ports.id_generator import IdGenerator
from application.ports.idempotency_store import IdempotencyStore
from application.ports.job_queue import JobQueue
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.password_hasher import PasswordHasher
from application.ports.playback_grants import PlaybackGrants
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.accounts.authenticate import Authenticate
from application.use_cases.accounts.credentials import CredentialIssuer
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from application.use_cases.idempotency.hold_key import HoldKey
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.playback.open_playback import OpenPlayback
from application.use_cases.processing.claim_work import ClaimWork
from application.use_cases.processing.plan_file import PlanFile
from application.use_cases.processing.process_video import ProcessVideo
from application.use_cases.processing.remove_deleted import RemoveDeleted
from application.use_cases.processing.requeue_stalled import RequeueStalled
from application.use_cases.processing.settle_work import SettleWork
from application.use_cases.processing.sweep_abandoned import SweepAbandoned
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.expire_uploads import ExpireUploads
from application.use_cases.uploads.find_offset import FindOffset
from application.use_cases.uploads.finish_forgotten import FinishForgotten
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.get_upload import GetUpload
from application.use_cases.uploads.start_upload import StartUpload
from application.use_cases.uploads.start_with_chunk import StartWithChunk
from application.use_cases.uploads.terminate_upload import TerminateUpload
from application.use_cases.uploads.writer_turns import WriterTurns
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.list_videos import ListVideos
from application.use_cases.videos.open_source import OpenSource
from application.use_cases.videos.retry_video import RetryVideo
from application.use_cases.videos.source_locator import SourceLocator
from application.use_cases.videos.storage_quota import StorageQuota
from application.use_cases.videos.upload_video import UploadVideo
from entrypoints.settings import Settings


class UseCases(containers.DeclarativeContainer):
    """One provider for each use-case, and `application` with all of them."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    users: providers.Dependency[UserRepository] = providers.Dependency()
    sessions: providers.Dependency[SessionRepository] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    resumable_uploads: providers.Dependency[UploadRepository] = providers.Dependency()
    idempotency: providers.Dependency[IdempotencyStore] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    media: providers.Dependency[MediaStore] = providers.Dependency()
    engine: providers.Dependency[MediaEngine] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    hasher: providers.Dependency[PasswordHasher] = providers.Dependency()
    access_tokens: providers.Dependency[AccessTokens] = providers.Dependency()
    revocations: providers.Dependency[SessionRevocations] = providers.Dependency()
    grants: providers.Dependency[PlaybackGrants] = providers.Dependency()
    common_passwords: providers.Dependency[frozenset[str]] = providers.Dependency()
    dependency_checks: providers.Dependency[list[DependencyCheck]] = providers.Dependency()

    accounts = settings.provided.accounts
    uploads = settings.provided.uploads
    resumable = settings.provided.resumable
    processing = settings.provided.processing

    issuer = providers.Singleton(CredentialIssuer, sessions, access_tokens, clock, ids, accounts)
    grant_playback = providers.Singleton(
        GrantPlayback, grants, clock, settings.provided.tokens.playback_ttl
    )
    quota = providers.Singleton(StorageQuota, videos, resumable_uploads, staging, clock, uploads)
    sources = providers.Singleton(SourceLocator, staging, media)
    turns = providers.Singleton(WriterTurns, resumable_uploads, presence, clock, resumable)
    discard_upload = providers.Singleton(DiscardUpload, resumable_uploads, staging)
    finish_upload = providers.Singleton(
        FinishUpload, videos, staging, turns, discard_upload, jobs, clock
    )
    start_upload = providers.Singleton(
        StartUpload, resumable_uploads, quota, clock, ids, uploads, resumable
    )
    append_chunk = providers.Singleton(
        AppendChunk,
        resumable_uploads,
        staging,
        turns,
        finish_upload,
        discard_upload,
        quota,
        clock,
        uploads,
        resumable,
    )
    expire_uploads = providers.Singleton(
        ExpireUploads, resumable_uploads, staging, clock, resumable
    )
    claim_work = providers.Singleton(ClaimWork, videos, clock, processing)
    settle_work = providers.Singleton(
        SettleWork, videos, staging, media, sources, clock, ids, processing
    )

    application = providers.Singleton(
        Application,
        register_user=providers.Singleton(
            RegisterUser, users, hasher, issuer, clock, ids, accounts, common_passwords
        ),
        log_in=providers.Singleton(LogIn, users, hasher, issuer, accounts),
        refresh_session=providers.Singleton(
            RefreshSession, users, sessions, revocations, issuer, clock, accounts
        ),
        log_out=providers.Singleton(LogOut, sessions, revocations, clock),
        authenticate=providers.Singleton(Authenticate, access_tokens, revocations, clock),
        get_account=providers.Singleton(GetAccount, users),
        upload_video=providers.Singleton(
            UploadVideo, videos, staging, quota, jobs, clock, ids, uploads
        ),
        get_video=providers.Singleton(GetVideo, videos, grant_playback),
        list_videos=providers.Singleton(
            ListVideos, videos, grant_playback, settings.provided.uploads.max_title_chars
        ),
        edit_video=providers.Singleton(EditVideo, videos, grant_playback, clock, uploads),
        delete_video=providers.Singleton(DeleteVideo, videos, jobs, clock),
        retry_video=providers.Singleton(RetryVideo, videos, jobs, grant_playback, clock),
        open_source=providers.Singleton(OpenSource, videos, sources),
        start_upload=start_upload,
        start_with_chunk=providers.Singleton(
            StartWithChunk, resumable_uploads, start_upload, append_chunk, discard_upload
        ),
        append_chunk=append_chunk,
        find_offset=providers.Singleton(FindOffset, resumable_uploads, turns, finish_upload, clock),
        get_upload=providers.Singleton(GetUpload, resumable_uploads, clock, resumable),
        terminate_upload=providers.Singleton(
            TerminateUpload, resumable_uploads, turns, finish_upload, discard_upload, clock
        ),
        finish_forgotten=providers.Singleton(
            FinishForgotten, resumable_uploads, turns, finish_upload
        ),
        hold_key=providers.Singleton(
            HoldKey, idempotency, presence, clock, ids, settings.provided.idempotency
        ),
        open_playback=providers.Singleton(OpenPlayback, grants, videos, media, clock),
        process_video=providers.Singleton(
            ProcessVideo, claim_work, settle_work, videos, sources, engine, media, clock, processing
        ),
        requeue_stalled=providers.Singleton(
            RequeueStalled, videos, settle_work, presence, jobs, clock, processing
        ),
        remove_deleted=providers.Singleton(RemoveDeleted, videos, staging, media),
        sweep_abandoned=providers.Singleton(
            SweepAbandoned,
            videos,
            resumable_uploads,
            expire_uploads,
            idempotency,
            sessions,
            staging,
            media,
            engine,
            clock,
            processing,
            settings.provided.accounts.access_token_life,
        ),
        plan_file=providers.Singleton(PlanFile, engine),
        check_readiness=providers.Singleton(
            CheckReadiness, dependency_checks, settings.provided.server.health_timeout
        ),
    )
