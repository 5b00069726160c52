"""The use-cases of administrators and operators, wired to ports."""

from dependency_injector import containers, providers

from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.job_queue import JobQueue
from application.ports.staging_area import StagingArea
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.use_cases.accounts.session_endings import SessionEndings
from application.use_cases.administration.audit_trail import AuditTrail
from application.use_cases.administration.change_role import ChangeRole
from application.use_cases.administration.change_user import ChangeUser
from application.use_cases.administration.list_all_videos import ListAllVideos
from application.use_cases.administration.list_audit import ListAudit
from application.use_cases.administration.list_jobs import ListJobs
from application.use_cases.administration.list_users import ListUsers
from application.use_cases.administration.measure_storage import MeasureStorage
from application.use_cases.administration.remove_video import RemoveVideo
from application.use_cases.administration.requeue_video import RequeueVideo


class Administration(containers.DeclarativeContainer):
    """One provider for each use-case."""

    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    users: providers.Dependency[UserRepository] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    audit_log: providers.Dependency[AuditLog] = providers.Dependency()
    endings: providers.Dependency[SessionEndings] = providers.Dependency()

    trail = providers.Singleton(AuditTrail, audit_log, clock, ids)

    change_role = providers.Singleton(ChangeRole, users, endings, trail)
    list_users = providers.Singleton(ListUsers, users, videos)
    change_user = providers.Singleton(ChangeUser, users, videos, endings, trail, clock)
    list_all_videos = providers.Singleton(ListAllVideos, videos)
    requeue_video = providers.Singleton(RequeueVideo, videos, jobs, trail, clock)
    remove_video = providers.Singleton(RemoveVideo, videos, jobs, trail, clock)
    list_jobs = providers.Singleton(ListJobs, videos, clock)
    measure_storage = providers.Singleton(MeasureStorage, videos, staging)
    list_audit = providers.Singleton(ListAudit, audit_log)
