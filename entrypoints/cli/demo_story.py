"""The product shown to a newcomer: an account, an upload, and an address to play."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx

_WAIT_S = 120.0
_LOOK_INTERVAL_S = 0.25


class DemoFailedError(Exception):
    """The product did not do what the demo shows; the text says where."""


@dataclass(frozen=True, slots=True)
class DemoStory:
    """Drives a running server as a frontend would; `say` tells each step."""

    base_url: str
    clip: Path
    say: Callable[[str], None]

    def run(self) -> str:
        """Register, upload, wait, check and return the stream's address.

        Raises:
            DemoFailedError: a step failed.
        """
        with httpx.Client(base_url=self.base_url, timeout=60) as http:
            self._register(http)
            began = time.monotonic()
            video = self._upload(http)
            video = self._wait(http, video["id"])
            self.say(f"READY after {time.monotonic() - began:.1f} s")
            stream_url: str = video["streamUrl"]
            self._check(http, stream_url)
        return stream_url

    def _register(self, http: httpx.Client) -> None:
        email = f"demo-{secrets.token_hex(4)}@example.com"
        body = {"name": "Demo", "email": email, "password": secrets.token_urlsafe(16)}
        tokens = _json(http.post("/api/auth/register", json=body))
        http.headers["Authorization"] = f"Bearer {tokens['accessToken']}"
        self.say(f"Registered {email}")

    def _upload(self, http: httpx.Client) -> dict[str, Any]:
        with self.clip.open("rb") as file:
            files = {"video": (self.clip.name, file)}
            answer = http.post("/api/videos/upload", data={"title": "Demo"}, files=files)
        video = _json(answer)
        self.say(f"Uploaded {video['sizeBytes']} bytes as video {video['id']}")
        return video

    def _wait(self, http: httpx.Client, video_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + _WAIT_S
        while time.monotonic() < deadline:
            video = _json(http.get(f"/api/videos/{video_id}"))
            if video["status"] == "READY":
                return video
            if video["status"] == "FAILED":
                raise DemoFailedError(f"processing failed: {video['failure']['message']}")
            time.sleep(_LOOK_INTERVAL_S)
        raise DemoFailedError(f"the video was not ready after {_WAIT_S:.0f} s")

    def _check(self, http: httpx.Client, stream_url: str) -> None:
        """Fetch what a player fetches first: both playlists and the first segment."""
        playlist_url = urljoin(stream_url, _first_reference(http, stream_url))
        segment_url = urljoin(playlist_url, _first_reference(http, playlist_url))
        segment = http.get(segment_url)
        if segment.status_code != httpx.codes.OK or not segment.content:
            raise DemoFailedError(f"the first segment answered {segment.status_code}")
        self.say(f"Playlists and the first segment ({len(segment.content)} bytes) are there")


def _first_reference(http: httpx.Client, playlist_url: str) -> str:
    answer = http.get(playlist_url)
    lines = (line for line in answer.text.splitlines() if line and not line.startswith("#"))
    first = next(lines, None)
    if answer.status_code != httpx.codes.OK or first is None:
        raise DemoFailedError(f"a playlist answered {answer.status_code}")
    return first


def _json(answer: httpx.Response) -> dict[str, Any]:
    if not answer.is_success:
        raise DemoFailedError(f"{answer.request.url.path} answered {answer.text}")
    body: dict[str, Any] = answer.json()
    return body
