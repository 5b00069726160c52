"""The use-cases of owners and players, wired to ports."""

from dependency_injector import containers, providers

from application.ports.clock import Clock
from application.ports.hosted_media import HostedMedia
from application.ports.id_generator import IdGenerator
from application.ports.job_queue import JobQueue
from application.ports.media_store import MediaStore
from application.ports.playback_grants import PlaybackGrants
from application.ports.read_cache import ReadCache
from application.ports.request_context import RequestContext
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.playback.open_playback import OpenPlayback
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.list_videos import ListVideos
from application.use_cases.videos.open_source import OpenSource
from application.use_cases.videos.retry_video import RetryVideo
from application.use_cases.videos.source_locator import SourceLocator
from application.use_cases.videos.storage_quota import StorageQuota
from application.use_cases.videos.upload_video import UploadVideo
from entrypoints.settings import Settings


class Videos(containers.DeclarativeContainer):
    """One provider for each use-case, and for what they share."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    context: providers.Dependency[RequestContext] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    reads: providers.Dependency[ReadCache] = providers.Dependency()
    staging: providers.Dependency[StagingArea] = providers.Dependency()
    media: providers.Dependency[MediaStore] = providers.Dependency()
    hosted_media: providers.Dependency[HostedMedia] = providers.Dependency()
    sources: providers.Dependency[SourceLocator] = providers.Dependency()
    quota: providers.Dependency[StorageQuota] = providers.Dependency()
    largest_upload: providers.Dependency[LargestUpload] = providers.Dependency()
    jobs: providers.Dependency[JobQueue] = providers.Dependency()
    grants: providers.Dependency[PlaybackGrants] = providers.Dependency()

    _limits = settings.provided.uploads

    grant_playback = providers.Singleton(
        GrantPlayback, grants, clock, settings.provided.tokens.playback_ttl
    )

    upload_video = providers.Singleton(
        UploadVideo, videos, staging, quota, largest_upload, jobs, clock, ids, context, _limits
    )
    get_video = providers.Singleton(GetVideo, videos, reads, grant_playback)
    list_videos = providers.Singleton(
        ListVideos, videos, reads, grant_playback, _limits.max_title_chars
    )
    edit_video = providers.Singleton(EditVideo, videos, grant_playback, clock, _limits)
    delete_video = providers.Singleton(DeleteVideo, videos, jobs, clock)
    retry_video = providers.Singleton(RetryVideo, videos, jobs, grant_playback, clock)
    open_source = providers.Singleton(OpenSource, videos, sources)
    open_playback = providers.Singleton(OpenPlayback, grants, videos, media, hosted_media, clock)
