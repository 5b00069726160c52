"""A hosted engine's word, however it came."""

from application.errors import VideoNotFoundError
from application.ports.clock import Clock
from application.ports.engine_reports import EngineReport, EngineReports
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.uploads.take_arrival import TakeArrival
from domain.video.video import Video


class RecordEngineResult:
    """Keep what the engine says on the record of its video, then wake a worker to act on it.

    Nothing is decided here: the next attempt is given everything that was said, and decides.
    So reports may come in any order, twice, late, or before the upload that they are about has
    returned; those about videos that are unknown, deleted or done have no effect.
    One that tells of an original for which a direct upload waits makes that upload a video.
    What was recorded is durable on return.

    Raises:
        StoreUnavailableError: it is not recorded, and should be said again.
        ServiceUnavailableError: what arrived unasked may be there still, and should be told again.
    """

    def __init__(
        self,
        videos: VideoRepository,
        reports: EngineReports,
        take_arrival: TakeArrival,
        jobs: JobQueue,
        clock: Clock,
    ) -> None:
        self._videos = videos
        self._reports = reports
        self._take_arrival = take_arrival
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, report: EngineReport) -> None:
        if report.arrival is None or await self._take_arrival.is_wanted(report.video_id):
            await self._note(report)
            return
        # A client has sent an original straight to the engine: the first one, or one too many.
        if await self._take_arrival(report.video_id, report.owner_id, report.arrival):
            await self._note(report)

    async def _note(self, report: EngineReport) -> None:
        """Keep a report, if there is a video to keep it with."""
        now = self._clock.now()

        def change(stored: Video) -> Video:
            if stored.owner_id != report.owner_id:
                return stored
            return stored.note_report(self._reports.merge(stored.report, report), now)

        try:
            video = await self._videos.update(report.video_id, change)
        except VideoNotFoundError:
            return
        if video.needs_work:
            await self._jobs.wake()
