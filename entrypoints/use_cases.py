"""The use-cases, wired to ports; which adapter stands behind a port is not known here."""

from dependency_injector import containers, providers

from application.app import Application
from application.ports.access_tokens import AccessTokens
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck
from application.ports.id_generator import IdGenerator
from application.ports.job_queue import JobQueue
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.password_hasher import PasswordHasher
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.playback_grants import PlaybackGrants
from application.ports.rate_limits import RateLimits
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.staging_area import StagingArea
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.accounts.authenticate import Authenticate
from application.use_cases.accounts.change_password import ChangePassword
from application.use_cases.accounts.check_personal_token import CheckPersonalToken
from application.use_cases.accounts.create_personal_token import CreatePersonalToken
from application.use_cases.accounts.credentials import CredentialIssuer
from application.use_cases.accounts.end_other_sessions import EndOtherSessions
from application.use_cases.accounts.end_session import EndSession
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.list_personal_tokens import ListPersonalTokens
from application.use_cases.accounts.list_sessions import ListSessions
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.login_guard import LoginGuard
from application.use_cases.accounts.password_policy import PasswordPolicy
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from application.use_cases.accounts.remove_personal_token import RemovePersonalToken
from application.use_cases.accounts.session_endings import SessionEndings
from application.use_cases.accounts.session_use import SessionUse
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.operation.count_request import CountRequest
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.playback.open_playback import OpenPlayback
from application.use_cases.processing.claim_work import ClaimWork
from application.use_cases.processing.plan_file import PlanFile
from application.use_cases.processing.process_video import ProcessVideo
from application.use_cases.processing.remove_deleted import RemoveDeleted
from application.use_cases.processing.requeue_stalled import RequeueStalled
from application.use_cases.processing.settle_work import SettleWork
from application.use_cases.processing.sweep_abandoned import SweepAbandoned
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.list_videos import ListVideos
from application.use_cases.videos.open_source import OpenSource
from application.use_cases.videos.quota import Quota
from application.use_cases.videos.retry_video import RetryVideo
from application.use_cases.videos.source_locator import SourceLocator
from application.use_cases.videos.upload_video import UploadVideo
from entrypoints.administration import Administration
from entrypoints.settings import Settings


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
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    media: providers.Dependency[MediaStore] = providers.Dependency()
    engine: providers.Dependency[MediaEngine] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    hasher: providers.Dependency[PasswordHasher] = providers.Dependency()
    access_tokens: providers.Dependency[AccessTokens] = providers.Dependency()
    revocations: providers.Dependency[SessionRevocations] = providers.Dependency()
    rate_limits: providers.Dependency[RateLimits] = providers.Dependency()
    grants: providers.Dependency[PlaybackGrants] = providers.Dependency()
    common_passwords: providers.Dependency[frozenset[str]] = providers.Dependency()
    dependency_checks: providers.Dependency[list[DependencyCheck]] = providers.Dependency()

    accounts = settings.provided.accounts
    uploads = settings.provided.uploads
    processing = settings.provided.processing

    issuer = providers.Singleton(
        CredentialIssuer, users, sessions, access_tokens, clock, ids, accounts
    )
    password_policy = providers.Singleton(PasswordPolicy, accounts, common_passwords)
    endings = providers.Singleton(SessionEndings, sessions, revocations, clock)
    session_use = providers.Singleton(SessionUse, sessions)
    login_guard = providers.Singleton(
        LoginGuard, rate_limits, sessions, settings.provided.accounts.login_rates
    )
    check_personal_token = providers.Singleton(CheckPersonalToken, personal_tokens, users)
    get_account = providers.Singleton(GetAccount, users)
    administration = providers.Container(
        Administration,
        clock=clock,
        ids=ids,
        users=users,
        videos=videos,
        staging=staging,
        jobs=jobs,
        audit_log=audit_log,
        endings=endings,
    )
    quota = providers.Singleton(Quota, users, videos, uploads)
    grant_playback = providers.Singleton(
        GrantPlayback, grants, clock, settings.provided.tokens.playback_ttl
    )
    sources = providers.Singleton(SourceLocator, staging, media)
    claim_work = providers.Singleton(ClaimWork, videos, clock, processing)
    settle_work = providers.Singleton(
        SettleWork, videos, staging, media, sources, clock, ids, processing
    )

    application = providers.Singleton(
        Application,
        register_user=providers.Singleton(
            RegisterUser, users, hasher, issuer, clock, ids, password_policy
        ),
        log_in=providers.Singleton(LogIn, users, hasher, issuer, login_guard, accounts),
        refresh_session=providers.Singleton(
            RefreshSession, users, sessions, endings, issuer, clock, accounts
        ),
        log_out=providers.Singleton(LogOut, endings),
        authenticate=providers.Singleton(
            Authenticate, access_tokens, revocations, session_use, check_personal_token, clock
        ),
        get_account=get_account,
        change_password=providers.Singleton(
            ChangePassword,
            users,
            get_account,
            hasher,
            password_policy,
            endings,
            login_guard,
            accounts,
        ),
        list_sessions=providers.Singleton(ListSessions, sessions, clock),
        end_session=providers.Singleton(EndSession, sessions, endings, clock),
        end_other_sessions=providers.Singleton(EndOtherSessions, endings),
        create_personal_token=providers.Singleton(CreatePersonalToken, personal_tokens, clock, ids),
        list_personal_tokens=providers.Singleton(ListPersonalTokens, personal_tokens),
        remove_personal_token=providers.Singleton(RemovePersonalToken, personal_tokens),
        change_role=administration.change_role,
        list_users=administration.list_users,
        change_user=administration.change_user,
        list_all_videos=administration.list_all_videos,
        requeue_video=administration.requeue_video,
        remove_video=administration.remove_video,
        list_jobs=administration.list_jobs,
        measure_storage=administration.measure_storage,
        list_audit=administration.list_audit,
        upload_video=providers.Singleton(
            UploadVideo, videos, staging, jobs, clock, ids, quota, uploads
        ),
        get_video=providers.Singleton(GetVideo, videos, grant_playback),
        list_videos=providers.Singleton(
            ListVideos, videos, grant_playback, settings.provided.uploads.max_title_chars
        ),
        edit_video=providers.Singleton(EditVideo, videos, grant_playback, clock, uploads),
        delete_video=providers.Singleton(DeleteVideo, videos, jobs, clock),
        retry_video=providers.Singleton(RetryVideo, videos, jobs, grant_playback, clock),
        open_source=providers.Singleton(OpenSource, videos, sources),
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
        count_request=providers.Singleton(
            CountRequest, rate_limits, settings.provided.request_rates
        ),
    )
