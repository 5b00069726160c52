"""What workers do, and what waits for them."""

from dataclasses import dataclass
from enum import StrEnum

from application.actor import Actor
from application.pages import DEFAULT_LIMIT, Listing, PageNumber, VideoSurvey
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from application.use_cases.administration.access import require_administrator
from domain.video.video import Video
from domain.violations import Violations


class JobState(StrEnum):
    """`waiting` for a free worker, or for the end of a pause after a failure."""

    RUNNING = "running"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Job:
    """The work that a video still needs: the record is the job, and the queue only a hint."""

    video: Video
    state: JobState


@dataclass(frozen=True, slots=True)
class ListJobsRequest:
    """What to list; judged by the use-case."""

    page: int = 1
    limit: int = DEFAULT_LIMIT


class ListJobs:
    """Return a page of the work that is running or waiting, the last uploaded video first.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        ValidationFailedError: every fault of the request's fields.
    """

    def __init__(self, videos: VideoRepository, clock: Clock) -> None:
        self._videos = videos
        self._clock = clock

    async def __call__(self, actor: Actor, request: ListJobsRequest) -> Listing[Job]:
        require_administrator(actor)
        violations = Violations()
        page = PageNumber.judge(request.page, request.limit, violations)
        if violations:
            raise violations.as_error()
        found = await self._videos.survey(VideoSurvey(has_work=True, page=page))
        return Listing(tuple(map(self._job_of, found.items)), found.total)

    def _job_of(self, video: Video) -> Job:
        is_running = video.claim is not None and video.claim.is_alive(self._clock.now())
        return Job(video, JobState.RUNNING if is_running else JobState.WAITING)
