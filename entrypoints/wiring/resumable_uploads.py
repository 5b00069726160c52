"""The use-cases of resumable uploads, wired to ports."""

from dependency_injector import containers, providers

from application.limits import ResumableLimits, UploadLimits
from application.ports.clock import Clock
from application.ports.direct_uploads import DirectUploads
from application.ports.id_generator import IdGenerator
from application.ports.job_queue import JobQueue
from application.ports.request_context import RequestContext
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.ports.video_repository import VideoRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.expire_uploads import ExpireUploads
from application.use_cases.uploads.find_offset import FindOffset
from application.use_cases.uploads.finish_forgotten import FinishForgotten
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.get_upload import GetUpload
from application.use_cases.uploads.look_for_arrival import LookForArrival
from application.use_cases.uploads.start_direct_upload import StartDirectUpload
from application.use_cases.uploads.start_upload import StartUpload
from application.use_cases.uploads.start_with_chunk import StartWithChunk
from application.use_cases.uploads.take_arrival import TakeArrival
from application.use_cases.uploads.terminate_upload import TerminateUpload
from application.use_cases.uploads.writer_turns import WriterTurns
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.storage_quota import StorageQuota


class ResumableUploads(containers.DeclarativeContainer):
    """One provider for each use-case, and for what they share."""

    limits = providers.Dependency(instance_of=UploadLimits)
    resumable = providers.Dependency(instance_of=ResumableLimits)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    context: providers.Dependency[RequestContext] = providers.Dependency()
    uploads: providers.Dependency[UploadRepository] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()
    direct: providers.Dependency[DirectUploads] = providers.Dependency()
    quota: providers.Dependency[StorageQuota] = providers.Dependency()
    largest_upload: providers.Dependency[LargestUpload] = providers.Dependency()

    turns = providers.Singleton(WriterTurns, uploads, presence, clock, resumable)
    discard = providers.Singleton(DiscardUpload, uploads, staging)
    finish = providers.Singleton(
        FinishUpload, videos, staging, turns, discard, jobs, clock, context
    )

    take_arrival = providers.Singleton(
        TakeArrival, uploads, videos, direct, jobs, clock, context, resumable
    )
    look_for_arrival = providers.Singleton(
        LookForArrival, uploads, videos, direct, take_arrival, clock
    )

    start_upload = providers.Singleton(
        StartUpload, uploads, quota, largest_upload, clock, ids, limits, resumable
    )
    start_direct_upload = providers.Singleton(StartDirectUpload, start_upload, direct, clock)
    append_chunk = providers.Singleton(
        AppendChunk,
        uploads,
        staging,
        turns,
        finish,
        discard,
        quota,
        largest_upload,
        clock,
        resumable,
    )
    start_with_chunk = providers.Singleton(
        StartWithChunk, uploads, start_upload, append_chunk, discard
    )
    find_offset = providers.Singleton(FindOffset, uploads, turns, finish, clock)
    get_upload = providers.Singleton(GetUpload, uploads, clock, resumable)
    terminate_upload = providers.Singleton(
        TerminateUpload, uploads, turns, finish, discard, clock, resumable
    )
    finish_forgotten = providers.Singleton(FinishForgotten, uploads, turns, finish)
    expire_uploads = providers.Singleton(
        ExpireUploads, uploads, staging, look_for_arrival, clock, resumable
    )
