"""Many videos at once, in the form in which the repository keeps them."""

from collections.abc import Iterable
from typing import Any

from pymongo.database import Database

from adapters.persistence.mongodb import video_repository
from domain.video.video import Video


def insert_videos(database: Database[dict[str, Any]], videos: Iterable[Video]) -> None:
    """Insert `videos` in one command, without the events that adding each would tell."""
    database["videos"].insert_many([video_repository._document(video, []) for video in videos])
