"""Handing out the right to play."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.playback_grants import PlaybackGrant, PlaybackGrants
from application.views import VideoView
from domain.video.video import Video


class GrantPlayback:
    """Put a fresh grant beside a playable video of the caller's own; touches no store."""

    def __init__(self, grants: PlaybackGrants, clock: Clock, life: timedelta) -> None:
        self._grants = grants
        self._clock = clock
        self._life = life

    def __call__(self, video: Video) -> VideoView:
        if not video.is_playable:
            return VideoView(video, None)
        expires_at = self._clock.now() + self._life
        grant = PlaybackGrant(video.id, video.owner_id, expires_at)
        return VideoView(video, self._grants.issue(grant))
