"""Handing out the right to play."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from application.derived import Derived
from application.pages import Page
from application.ports.clock import Clock
from application.ports.playback_grants import PlaybackGrant, PlaybackGrants
from application.views import OwnVideo, VideoView

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = 100


class GrantPlayback:
    """Put a grant beside a playable video of the caller's own; touches no store.

    Grants end at whole hundredths of their life, so those of a video that are handed out within
    one of these steps are the same: a player finds in its cache what it fetched before.
    Nor are they signed again for a video, or a page, that the store hands out again.
    """

    def __init__(self, grants: PlaybackGrants, clock: Clock, life: timedelta) -> None:
        self._grants = grants
        self._clock = clock
        self._beginning = _EPOCH - life
        self._step = life / _STEPS
        self._latest_step, self._step_began, self._step_ends = 0, _EPOCH, _EPOCH
        self._end_of = lru_cache(2)(lambda step: _EPOCH + step * self._step)
        self._texts = Derived[OwnVideo, tuple[int, str]]()
        self._pages = Derived[Page[OwnVideo], tuple[int, Page[VideoView]]]()

    @property
    def step(self) -> int:
        """Names the grants that are handed out at this moment; rises with time."""
        now = self._clock.now()
        if not self._step_began <= now < self._step_ends:
            self._latest_step = (now - self._beginning) // self._step
            self._step_began = self._beginning + self._latest_step * self._step
            self._step_ends = self._step_began + self._step
        return self._latest_step

    def __call__(self, video: OwnVideo, step: int | None = None) -> VideoView:
        """Return `video` with its grant of this moment, or of `step`."""
        if step is None:
            step = self.step
        kept = self._texts.find(video)
        if kept is None or kept[0] != step:
            if not video.is_playable:
                return VideoView(video, None)
            grant = PlaybackGrant(video.id, video.owner_id, self._end_of(step))
            kept = self._texts.keep(video, (step, self._grants.issue(grant)))
        return VideoView(video, kept[1])

    def on_page(self, page: Page[OwnVideo], step: int) -> Page[VideoView]:
        """Return `page` with the grants of `step`."""
        kept = self._pages.find(page)
        if kept is None or kept[0] != step:
            views = tuple([self(video, step) for video in page.items])
            kept = self._pages.keep(page, (step, Page(views, page.total, page.next)))
        return kept[1]
