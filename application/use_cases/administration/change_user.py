"""Disabling users, and what their videos may take."""

from dataclasses import dataclass

from application.actor import Actor
from application.errors import ForbiddenError
from application.ports.clock import Clock
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.use_cases.accounts.session_endings import SessionEndings
from application.use_cases.administration.access import require_administrator
from application.use_cases.administration.audit_trail import AuditTrail
from application.use_cases.administration.list_users import UserView
from application.use_cases.videos.edit_video import UNCHANGED, Unchanged
from domain.account.audit import AuditAction
from domain.account.user import User
from domain.ids import UserId
from domain.violations import ViolationCode, Violations, invalid

GREATEST_QUOTA = 2**53
"""Beyond it, JSON's numbers are not exact."""


@dataclass(frozen=True, slots=True)
class ChangeUserRequest:
    """New values; a quota of None is the one that holds for everybody."""

    disabled: bool | Unchanged = UNCHANGED
    quota_bytes: int | Unchanged | None = UNCHANGED
    quota_videos: int | Unchanged | None = UNCHANGED


class ChangeUser:
    """Disable or enable a user, and set what their videos may take.

    Only administrators may, and nobody can disable themselves.
    The sessions of a disabled user end, and their personal access tokens open nothing until the
    user is enabled again.

    Raises:
        ForbiddenError: somebody else asks, or the administrator would lock themselves out.
        UserNotFoundError: no such user.
        ValidationFailedError: a quota is out of its bounds.
    """

    def __init__(
        self,
        users: UserRepository,
        videos: VideoRepository,
        endings: SessionEndings,
        trail: AuditTrail,
        clock: Clock,
    ) -> None:
        self._users = users
        self._videos = videos
        self._endings = endings
        self._trail = trail
        self._clock = clock

    async def __call__(self, actor: Actor, user_id: UserId, request: ChangeUserRequest) -> UserView:
        require_administrator(actor)
        _judge(request)
        user = await self._users.get(user_id)
        if request.disabled is True and user_id == actor.user_id:
            raise ForbiddenError("You cannot disable yourself.")
        user = await self._change_quota(actor, user, request)
        if request.disabled is True:
            user = await self._disable(actor, user)
        elif request.disabled is False and not user.is_enabled:
            await self._trail.note(actor.user_id, AuditAction.USER_ENABLED, user.id)
            user = await self._users.update(user.id, User.enable)
        return UserView(user, await self._videos.usage(user_id))

    async def _change_quota(self, actor: Actor, user: User, request: ChangeUserRequest) -> User:
        quota_bytes = _chosen(request.quota_bytes, user.quota_bytes)
        quota_videos = _chosen(request.quota_videos, user.quota_videos)
        if (quota_bytes, quota_videos) == (user.quota_bytes, user.quota_videos):
            return user
        await self._trail.note(
            actor.user_id,
            AuditAction.QUOTA_CHANGED,
            user.id,
            quotaBytes=quota_bytes,
            quotaVideos=quota_videos,
        )
        return await self._users.update(
            user.id,
            lambda stored: stored.change_quota(quota_bytes=quota_bytes, quota_videos=quota_videos),
        )

    async def _disable(self, actor: Actor, user: User) -> User:
        if user.is_enabled:
            now = self._clock.now()
            await self._trail.note(actor.user_id, AuditAction.USER_DISABLED, user.id)
            user = await self._users.update(user.id, lambda stored: stored.disable(now))
        # Also of a user who was disabled before: whoever did it may not have come this far.
        await self._endings.end_all(user.id)
        return user


def _chosen(value: int | Unchanged | None, present: int | None) -> int | None:
    return present if isinstance(value, Unchanged) else value


def _judge(request: ChangeUserRequest) -> None:
    violations = Violations()
    violations.check(lambda: _judge_quota("quotaBytes", request.quota_bytes))
    violations.check(lambda: _judge_quota("quotaVideos", request.quota_videos))
    if violations:
        raise violations.as_error()


def _judge_quota(field: str, value: int | Unchanged | None) -> None:
    if isinstance(value, int) and not 0 <= value <= GREATEST_QUOTA:
        raise invalid(field, ViolationCode.OUT_OF_RANGE, f"Must be 0 to {GREATEST_QUOTA}.")
