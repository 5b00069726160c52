"""The use-cases of work on videos, wired to ports."""

from dependency_injector import containers, providers

from application.ports.clock import Clock
from application.ports.engine_reports import EngineReports
from application.ports.id_generator import IdGenerator
from application.ports.idempotency_store import IdempotencyStore
from application.ports.job_queue import JobQueue
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.request_context import RequestContext
from application.ports.schedule import Schedule
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.video_repository import VideoRepository
from application.ports.work_observer import WorkObserver
from application.ports.work_tally import WorkTally
from application.ports.worker_presence import WorkerPresence
from application.use_cases.accounts.forget_expired import ForgetExpired
from application.use_cases.operation.measure_work import MeasureWork
from application.use_cases.operation.take_turn import TakeTurn
from application.use_cases.processing.claim_work import ClaimWork
from application.use_cases.processing.collect_reports import CollectReports
from application.use_cases.processing.plan_file import PlanFile
from application.use_cases.processing.process_video import ProcessVideo
from application.use_cases.processing.receive_report import ReceiveReport
from application.use_cases.processing.record_engine_result import RecordEngineResult
from application.use_cases.processing.release_orphans import ReleaseOrphans
from application.use_cases.processing.remove_deleted import RemoveDeleted
from application.use_cases.processing.requeue_stalled import RequeueStalled
from application.use_cases.processing.settle_work import SettleWork
from application.use_cases.processing.sweep_abandoned import SweepAbandoned
from application.use_cases.processing.sweep_scratch import SweepScratch
from application.use_cases.uploads.expire_uploads import ExpireUploads
from application.use_cases.uploads.take_arrival import TakeArrival
from application.use_cases.videos.source_locator import SourceLocator
from entrypoints.settings import Settings


class Processing(containers.DeclarativeContainer):
    """One provider for each use-case, and for what they share."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    context: providers.Dependency[RequestContext] = providers.Dependency()
    observer: providers.Dependency[WorkObserver] = providers.Dependency()
    tally: providers.Dependency[WorkTally] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    uploads: providers.Dependency[UploadRepository] = providers.Dependency()
    take_arrival: providers.Dependency[TakeArrival] = providers.Dependency()
    expire_uploads: providers.Dependency[ExpireUploads] = providers.Dependency()
    keys: providers.Dependency[IdempotencyStore] = providers.Dependency()
    forget_expired: providers.Dependency[ForgetExpired] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    media: providers.Dependency[MediaStore] = providers.Dependency()
    sources: providers.Dependency[SourceLocator] = providers.Dependency()
    engine: providers.Dependency[MediaEngine] = providers.Dependency()
    reports: providers.Dependency[EngineReports] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    schedule: providers.Dependency[Schedule] = providers.Dependency()
    staging_clock: providers.Dependency[Clock] = providers.Dependency()

    limits = settings.provided.processing

    claim_work = providers.Singleton(ClaimWork, videos, clock, limits)
    settle_work = providers.Singleton(
        SettleWork, videos, staging, media, sources, clock, ids, limits
    )
    process_video = providers.Singleton(
        ProcessVideo,
        claim_work,
        settle_work,
        videos,
        sources,
        engine,
        media,
        clock,
        context,
        observer,
        limits,
    )
    record_engine_result = providers.Singleton(
        RecordEngineResult, videos, reports, take_arrival, jobs, clock
    )
    receive_report = providers.Singleton(ReceiveReport, reports, record_engine_result)
    collect_reports = providers.Singleton(CollectReports, reports, record_engine_result)
    release_orphans = providers.Singleton(ReleaseOrphans, videos, presence, clock)
    requeue_stalled = providers.Singleton(
        RequeueStalled, videos, settle_work, release_orphans, jobs, clock, limits
    )
    remove_deleted = providers.Singleton(RemoveDeleted, videos, staging, media, engine, clock)
    sweep_scratch = providers.Singleton(SweepScratch, videos, engine, clock)
    sweep_abandoned = providers.Singleton(
        SweepAbandoned,
        videos,
        uploads,
        expire_uploads,
        keys,
        forget_expired,
        staging,
        media,
        sweep_scratch,
        observer,
        clock,
        staging_clock,
        limits,
    )
    plan_file = providers.Singleton(PlanFile, engine)
    take_turn = providers.Singleton(TakeTurn, schedule, clock)
    measure_work = providers.Singleton(MeasureWork, videos, tally, clock)
