"""What must be true once every part is back."""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import m3u8

from application.use_cases.processing.sweep_abandoned import SweepCounts
from entrypoints.lifespan import compose, opened
from entrypoints.read_settings import read_settings
from tests.e2e.judge import probe
from tests.polling import wait_until
from tests.soak.fleet import Fleet
from tests.soak.load import Load

_STORY = ["video.created", "video.processing", "video.playable", "video.completed"]
_JUDGED = 3
"""Videos that a player is shown; the playlists of all are read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; `faults` is empty where every promise was kept."""

    faults: list[str]
    videos: int
    longest_to_ready_s: float
    swept: SweepCounts


def judge(fleet: Fleet, load: Load, *, within_s: float) -> Verdict:
    """Wait until nothing is being worked on, and look at records, events and files."""
    with load.client(30) as http:
        base_url = fleet.base_urls[0]
        wait_until(lambda: _is_idle(http, base_url), within_s=within_s)
        videos = _videos(http, base_url)
        stories = _stories(http, base_url)
        faults = [*_broken_promises(load, videos), *_broken_stories(videos, stories)]
        swept, running = asyncio.run(_sweep(fleet))
        if running:
            faults.append(f"{running} claims are held by nobody")
        playable = [video for video in videos if video["streamUrl"]]
        faults += _broken_files(http, fleet, playable)
        for video in playable[:: max(1, len(playable) // _JUDGED)]:
            probe(video["streamUrl"])
    return Verdict(faults, len(videos), _longest_to_ready_s(stories), swept)


def _is_idle(http: httpx.Client, base_url: str) -> bool:
    try:
        page = http.get(f"{base_url}/api/videos/my?limit=100&status=PROCESSING").json()
        return page["data"] == [] and all(
            video["complete"] or video["failure"] for video in _videos(http, base_url)
        )
    except (httpx.TransportError, KeyError):
        return False


def _videos(http: httpx.Client, base_url: str) -> list[dict[str, Any]]:
    videos: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = http.get(f"{base_url}/api/videos/my", params={"limit": "100"} | cursor).json()
        videos += page["data"]
        if page["meta"]["nextCursor"] is None:
            return videos
        cursor = {"cursor": page["meta"]["nextCursor"]}


def _stories(http: httpx.Client, base_url: str) -> dict[str, list[dict[str, Any]]]:
    stories: dict[str, list[dict[str, Any]]] = {}
    last = 0
    while page := http.get(f"{base_url}/api/events", params={"after": last}).json()["data"]:
        for event in page:
            stories.setdefault(event["videoId"], []).append(event)
        last = page[-1]["id"]
    return stories


def _broken_promises(load: Load, videos: list[dict[str, Any]]) -> list[str]:
    by_id = {video["id"]: video for video in videos}
    titles = [video["title"] for video in videos]
    lost = [f"{title} is lost" for id_, title in load.acknowledged.items() if id_ not in by_id]
    twice = [f"{title} is there twice" for title in set(titles) if titles.count(title) > 1]
    unready = [
        f"{video['title']} is {video['status']}: {video['failure']}"
        for video in videos
        if video["status"] != "READY"
    ]
    strange = [
        f"{count} uploads were answered {status}"
        for status, count in load.refused.items()
        if status != httpx.codes.SERVICE_UNAVAILABLE
    ]
    return lost + twice + unready + strange


def _broken_stories(
    videos: list[dict[str, Any]], stories: dict[str, list[dict[str, Any]]]
) -> list[str]:
    told = {
        video["id"]: [event["type"] for event in stories.get(video["id"], [])] for video in videos
    }
    return [f"{id_} was told as {story}" for id_, story in told.items() if story != _STORY]


def _longest_to_ready_s(stories: dict[str, list[dict[str, Any]]]) -> float:
    longest_s = 0.0
    for story in stories.values():
        at = {event["type"]: datetime.fromisoformat(event["at"]) for event in story}
        if "video.playable" in at:
            taken = at["video.playable"] - at["video.created"]
            longest_s = max(longest_s, taken.total_seconds())
    return longest_s


async def _sweep(fleet: Fleet) -> tuple[SweepCounts, int]:
    """Sweep as if an hour had passed, and count the claims that are left."""
    settings = read_settings(fleet.machines[0].environment)
    patience = replace(settings.processing, abandoned_after=timedelta())
    async with opened(
        compose(replace(settings, processing=patience)), with_worker=False
    ) as platform:
        swept = await platform.application.sweep_abandoned()
        return swept, (await platform.application.measure_work()).load.running


def _broken_files(http: httpx.Client, fleet: Fleet, videos: list[dict[str, Any]]) -> list[str]:
    stored = set(fleet.bucket.all_keys())
    named: set[str] = set()
    faults = []
    for video in videos:
        folders = {key.rpartition("/")[0] for key in stored if video["id"] in key}
        (published,) = [folder for folder in folders if not folder.endswith(video["id"])] or [""]
        files = {f"{published}/{name}" for name in _names(http, video)}
        faults += [f"{video['title']} lacks {name}" for name in files - stored]
        named |= files | {key for key in stored if key.endswith(f"{video['id']}/source")}
    orphans = stored - named
    left = [str(path) for machine in fleet.machines for path in machine.temporary_files()]
    if uploads := fleet.bucket.count_unfinished_uploads():
        faults.append(f"{uploads} uploads to the bucket are unfinished")
    return faults + [f"{name} belongs to nobody" for name in sorted(orphans) + left]


def _names(http: httpx.Client, video: dict[str, Any]) -> set[str]:
    """Return the names of everything that players of the video are told of."""
    names = {"master.m3u8"}
    base_url = video["streamUrl"].removesuffix("master.m3u8")
    variants = [
        playlist.uri for playlist in m3u8.loads(http.get(video["streamUrl"]).text).playlists
    ]
    for variant in variants:
        playlist = m3u8.loads(http.get(base_url + variant).text)
        names |= {variant, *(segment.uri for segment in playlist.segments)}
        names |= {part.uri for part in playlist.segment_map if part is not None and part.uri}
    kinds = ("thumbnailUrl", "storyboardUrl", "previewUrl")
    pictures = [url for kind in kinds if (url := video[kind])]
    for url in pictures:
        names.add(url.rpartition("/")[2])
        if url.endswith(".vtt"):
            names |= set(re.findall(r"[\w-]+\.jpg", http.get(url).text))
    return names
