"""Everything that the platform can do, in one record."""

from dataclasses import dataclass

from application.use_cases.accounts.authenticate import Authenticate
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from application.use_cases.idempotency.hold_key import HoldKey
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.playback.open_playback import OpenPlayback
from application.use_cases.processing.plan_file import PlanFile
from application.use_cases.processing.process_video import ProcessVideo
from application.use_cases.processing.remove_deleted import RemoveDeleted
from application.use_cases.processing.requeue_stalled import RequeueStalled
from application.use_cases.processing.sweep_abandoned import SweepAbandoned
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.find_offset import FindOffset
from application.use_cases.uploads.finish_forgotten import FinishForgotten
from application.use_cases.uploads.get_upload import GetUpload
from application.use_cases.uploads.start_upload import StartUpload
from application.use_cases.uploads.start_with_chunk import StartWithChunk
from application.use_cases.uploads.terminate_upload import TerminateUpload
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.list_videos import ListVideos
from application.use_cases.videos.open_source import OpenSource
from application.use_cases.videos.retry_video import RetryVideo
from application.use_cases.videos.upload_video import UploadVideo


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The use-cases, each called like a function."""

    register_user: RegisterUser
    log_in: LogIn
    refresh_session: RefreshSession
    log_out: LogOut
    authenticate: Authenticate
    get_account: GetAccount

    upload_video: UploadVideo
    get_video: GetVideo
    list_videos: ListVideos
    edit_video: EditVideo
    delete_video: DeleteVideo
    retry_video: RetryVideo
    open_source: OpenSource

    start_upload: StartUpload
    start_with_chunk: StartWithChunk
    append_chunk: AppendChunk
    find_offset: FindOffset
    get_upload: GetUpload
    terminate_upload: TerminateUpload
    finish_forgotten: FinishForgotten

    hold_key: HoldKey

    open_playback: OpenPlayback

    process_video: ProcessVideo
    requeue_stalled: RequeueStalled
    remove_deleted: RemoveDeleted
    sweep_abandoned: SweepAbandoned
    plan_file: PlanFile

    check_readiness: CheckReadiness
