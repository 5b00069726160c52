"""How long a search takes whose text tries to be a pattern."""

import time

from application.pages import VideoQuery
from application.ports.video_repository import VideoRepository
from domain.ids import UserId
from domain.video.details import Title
from domain.video.video import Video
from tests.builders import a_video

PLAIN = "zzzz"
HOSTILE = ("(a+)+$", "(a|aa)+$", "^(([a-z])+.)+$", ".*.*.*.*b", "[", "$where", "\\", "%%%%%%%%")

_TITLES = 10_000
_ROUNDS = 5


def backtracking_bait(owner_id: UserId) -> list[Video]:
    """Return videos whose titles keep a backtracking matcher busy for ever."""
    return [
        a_video(owner_id=owner_id, title=Title(f"{'a' * 40}! {number}"))
        for number in range(_TITLES)
    ]


async def slowest_against_plain(videos: VideoRepository, owner_id: UserId) -> float:
    """Return how many times as long as plain text the slowest hostile text takes.

    Each round asks every text once and the least time counts, since a machine changes its speed.
    """
    took_s: dict[str, list[float]] = {text: [] for text in (PLAIN, *HOSTILE)}
    for _ in range(_ROUNDS):
        for text, times_s in took_s.items():
            began = time.perf_counter()
            page = await videos.list_owned(owner_id, VideoQuery(title_contains=text))
            times_s.append(time.perf_counter() - began)
            assert page.total == 0, text
    least_s = {text: min(times_s) for text, times_s in took_s.items()}
    return max(least_s[text] for text in HOSTILE) / least_s[PLAIN]
