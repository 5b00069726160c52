"""Everything that the platform can do, in one record."""

from dataclasses import dataclass

from application.use_cases.accounts.authenticate import Authenticate
from application.use_cases.accounts.change_password import ChangePassword
from application.use_cases.accounts.create_personal_token import CreatePersonalToken
from application.use_cases.accounts.end_other_sessions import EndOtherSessions
from application.use_cases.accounts.end_session import EndSession
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.list_personal_tokens import ListPersonalTokens
from application.use_cases.accounts.list_sessions import ListSessions
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from application.use_cases.accounts.remove_personal_token import RemovePersonalToken
from application.use_cases.administration.change_role import ChangeRole
from application.use_cases.administration.change_user import ChangeUser
from application.use_cases.administration.list_all_videos import ListAllVideos
from application.use_cases.administration.list_audit import ListAudit
from application.use_cases.administration.list_jobs import ListJobs
from application.use_cases.administration.list_users import ListUsers
from application.use_cases.administration.measure_storage import MeasureStorage
from application.use_cases.administration.remove_video import RemoveVideo
from application.use_cases.administration.requeue_video import RequeueVideo
from application.use_cases.events.follow_events import FollowEvents
from application.use_cases.events.read_events import ReadEvents
from application.use_cases.events.tend_events import ForgetEvents, SettleEvents
from application.use_cases.idempotency.hold_key import HoldKey
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.operation.count_request import CountRequest
from application.use_cases.operation.measure_work import MeasureWork
from application.use_cases.operation.take_turn import TakeTurn
from application.use_cases.playback.open_playback import OpenPlayback
from application.use_cases.processing.collect_reports import CollectReports
from application.use_cases.processing.plan_file import PlanFile
from application.use_cases.processing.process_video import ProcessVideo
from application.use_cases.processing.receive_report import ReceiveReport
from application.use_cases.processing.release_orphans import ReleaseOrphans
from application.use_cases.processing.remove_deleted import RemoveDeleted
from application.use_cases.processing.requeue_stalled import RequeueStalled
from application.use_cases.processing.sweep_abandoned import SweepAbandoned
from application.use_cases.processing.sweep_scratch import SweepScratch
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.find_offset import FindOffset
from application.use_cases.uploads.finish_forgotten import FinishForgotten
from application.use_cases.uploads.get_upload import GetUpload
from application.use_cases.uploads.start_direct_upload import StartDirectUpload
from application.use_cases.uploads.start_upload import StartUpload
from application.use_cases.uploads.start_with_chunk import StartWithChunk
from application.use_cases.uploads.terminate_upload import TerminateUpload
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.list_videos import ListVideos
from application.use_cases.videos.open_source import OpenSource
from application.use_cases.videos.retry_video import RetryVideo
from application.use_cases.videos.upload_video import UploadVideo
from application.use_cases.webhooks.create_webhook import CreateWebhook
from application.use_cases.webhooks.delete_webhook import DeleteWebhook
from application.use_cases.webhooks.deliver_webhook import DeliverWebhook
from application.use_cases.webhooks.edit_webhook import EditWebhook
from application.use_cases.webhooks.forget_deliveries import ForgetDeliveries
from application.use_cases.webhooks.list_deliveries import ListDeliveries
from application.use_cases.webhooks.list_webhooks import ListWebhooks
from application.use_cases.webhooks.plan_deliveries import PlanDeliveries
from application.use_cases.webhooks.replay_delivery import ReplayDelivery
from application.use_cases.webhooks.rotate_secret import RotateWebhookSecret


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The use-cases, each called like a function."""

    register_user: RegisterUser
    log_in: LogIn
    refresh_session: RefreshSession
    log_out: LogOut
    authenticate: Authenticate
    get_account: GetAccount
    change_password: ChangePassword
    list_sessions: ListSessions
    end_session: EndSession
    end_other_sessions: EndOtherSessions
    create_personal_token: CreatePersonalToken
    list_personal_tokens: ListPersonalTokens
    remove_personal_token: RemovePersonalToken

    change_role: ChangeRole
    list_users: ListUsers
    change_user: ChangeUser
    list_all_videos: ListAllVideos
    requeue_video: RequeueVideo
    remove_video: RemoveVideo
    list_jobs: ListJobs
    measure_storage: MeasureStorage
    list_audit: ListAudit

    upload_video: UploadVideo
    get_video: GetVideo
    list_videos: ListVideos
    edit_video: EditVideo
    delete_video: DeleteVideo
    retry_video: RetryVideo
    open_source: OpenSource

    largest_upload: LargestUpload
    start_upload: StartUpload
    start_direct_upload: StartDirectUpload
    start_with_chunk: StartWithChunk
    append_chunk: AppendChunk
    find_offset: FindOffset
    get_upload: GetUpload
    terminate_upload: TerminateUpload
    finish_forgotten: FinishForgotten
    read_events: ReadEvents
    follow_events: FollowEvents
    settle_events: SettleEvents
    forget_events: ForgetEvents

    create_webhook: CreateWebhook
    list_webhooks: ListWebhooks
    edit_webhook: EditWebhook
    delete_webhook: DeleteWebhook
    rotate_webhook_secret: RotateWebhookSecret
    list_deliveries: ListDeliveries
    replay_delivery: ReplayDelivery
    plan_deliveries: PlanDeliveries
    deliver_webhook: DeliverWebhook
    forget_deliveries: ForgetDeliveries

    hold_key: HoldKey

    open_playback: OpenPlayback

    process_video: ProcessVideo
    receive_report: ReceiveReport
    collect_reports: CollectReports
    requeue_stalled: RequeueStalled
    remove_deleted: RemoveDeleted
    sweep_abandoned: SweepAbandoned
    release_orphans: ReleaseOrphans
    sweep_scratch: SweepScratch
    take_turn: TakeTurn
    plan_file: PlanFile

    check_readiness: CheckReadiness
    measure_work: MeasureWork
    count_request: CountRequest
