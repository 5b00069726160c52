"""Everybody's videos."""

from dataclasses import dataclass

from application.actor import Actor
from application.pages import DEFAULT_LIMIT, Listing, PageNumber, VideoSurvey
from application.ports.video_repository import VideoRepository
from application.use_cases.administration.access import require_administrator
from application.use_cases.videos.filters import parse_search, parse_status
from domain.ids import MalformedIdError, UserId
from domain.video.details import TITLE_MAX_CHARS
from domain.video.video import Video
from domain.violations import ViolationCode, Violations, invalid


@dataclass(frozen=True, slots=True)
class ListAllVideosRequest:
    """What to list; judged by the use-case."""

    page: int = 1
    limit: int = DEFAULT_LIMIT
    status: str | None = None
    title_contains: str | None = None
    owner_id: str | None = None


class ListAllVideos:
    """Return a page of everybody's videos, the last uploaded first, without a way to play them.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        ValidationFailedError: every fault of the request's fields.
    """

    def __init__(self, videos: VideoRepository) -> None:
        self._videos = videos

    async def __call__(self, actor: Actor, request: ListAllVideosRequest) -> Listing[Video]:
        require_administrator(actor)
        return await self._videos.survey(_judge(request))


def _judge(request: ListAllVideosRequest) -> VideoSurvey:
    violations = Violations()
    page = PageNumber.judge(request.page, request.limit, violations)
    status = violations.check(lambda: parse_status(request.status))
    wanted = violations.check(lambda: parse_search(request.title_contains, TITLE_MAX_CHARS))
    owner_id = violations.check(lambda: _parse_owner(request.owner_id))
    if violations:
        raise violations.as_error()
    return VideoSurvey(status, wanted, owner_id, page=page)


def _parse_owner(text: str | None) -> UserId | None:
    try:
        return None if text is None else UserId.parse(text)
    except MalformedIdError as error:
        raise invalid("owner", ViolationCode.BAD_FORMAT, "Must be the id of a user.") from error
