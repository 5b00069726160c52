"""All users."""

import asyncio
from dataclasses import dataclass

from application.actor import Actor
from application.pages import DEFAULT_LIMIT, Listing, PageNumber, UserSurvey
from application.ports.user_repository import UserRepository
from application.ports.video_repository import Usage, VideoRepository
from application.use_cases.administration.access import require_administrator
from domain.account.email import EMAIL_MAX_CHARS
from domain.account.user import User
from domain.text import clean_text
from domain.violations import Violations


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as administrators see them, with what their videos take."""

    user: User
    usage: Usage


@dataclass(frozen=True, slots=True)
class ListUsersRequest:
    """What to list; judged by the use-case."""

    page: int = 1
    limit: int = DEFAULT_LIMIT
    email_contains: str | None = None


class ListUsers:
    """Return a page of all users, the last registered first; `q` is a part of the e-mail address.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        ValidationFailedError: every fault of the request's fields.
    """

    def __init__(self, users: UserRepository, videos: VideoRepository) -> None:
        self._users = users
        self._videos = videos

    async def __call__(self, actor: Actor, request: ListUsersRequest) -> Listing[UserView]:
        require_administrator(actor)
        found = await self._users.survey(_judge(request))
        usages = await asyncio.gather(*(self._videos.usage(user.id) for user in found.items))
        views = (UserView(user, usage) for user, usage in zip(found.items, usages, strict=True))
        return Listing(tuple(views), found.total)


def _judge(request: ListUsersRequest) -> UserSurvey:
    violations = Violations()
    page = PageNumber.judge(request.page, request.limit, violations)
    wanted = violations.check(
        lambda: clean_text(
            "q", request.email_contains or "", min_chars=0, max_chars=EMAIL_MAX_CHARS
        )
    )
    if violations:
        raise violations.as_error()
    return UserSurvey(wanted.lower() if wanted else None, page)
