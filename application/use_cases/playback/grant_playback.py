"""Handing out the right to play."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from application.ports.clock import Clock
from application.ports.playback_grants import PlaybackGrant, PlaybackGrants
from application.views import OwnVideo, VideoView

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = 100


class GrantPlayback:
    """Put a grant beside a playable video of the caller's own; touches no store.

    Grants end at whole hundredths of their life, so those of a video that are handed out within
    one of these steps are the same: a player finds in its cache what it fetched before.
    """

    def __init__(self, grants: PlaybackGrants, clock: Clock, life: timedelta) -> None:
        self._grants = grants
        self._clock = clock
        self._beginning = _EPOCH - life
        self._step = life / _STEPS
        self._end_of = lru_cache(2)(lambda step: _EPOCH + step * self._step)

    @property
    def step(self) -> int:
        """Names the grants that are handed out at this moment; rises with time."""
        return (self._clock.now() - self._beginning) // self._step

    def __call__(self, video: OwnVideo, step: int | None = None) -> VideoView:
        """Return `video` with its grant of this moment, or of `step`."""
        if not video.is_playable:
            return VideoView(video, None)
        expires_at: datetime = self._end_of(self.step if step is None else step)
        grant = PlaybackGrant(video.id, video.owner_id, expires_at)
        return VideoView(video, self._grants.issue(grant))
