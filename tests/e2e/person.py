"""A client that speaks of videos, so that stories need not speak HTTP."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.polling import wait_until

Json = dict[str, Any]


@dataclass
class Person:
    """Someone with an account."""

    http: httpx.Client
    email: str
    password: str
    user: Json

    @classmethod
    def registers(cls, http: httpx.Client) -> "Person":
        """Make a new account, and have `http` speak for it."""
        email, password = f"{secrets.token_hex(6)}@example.com", secrets.token_urlsafe(12)
        body = {"name": "Ada", "email": email, "password": password}
        answer = http.post("/api/auth/register", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        http.headers["Authorization"] = f"Bearer {answer.json()['accessToken']}"
        return cls(http, email, password, answer.json()["user"])

    @property
    def token(self) -> str:
        """The access token."""
        return self.http.headers["Authorization"].removeprefix("Bearer ")

    def uploads(self, path: Path, title: str = "Bikes") -> Json:
        """Send a file and return the video that was acknowledged."""
        with path.open("rb") as file:
            answer = self.http.post(
                "/api/videos/upload", data={"title": title}, files={"video": (path.name, file)}
            )
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        video: Json = answer.json()
        return video

    def sees(self, video: Json) -> Json:
        """Return the video as it is."""
        answer = self.http.get(f"/api/videos/{video['id']}")
        assert answer.status_code == httpx.codes.OK, answer.text
        seen: Json = answer.json()
        return seen

    def told(self) -> list[str]:
        """Return what was told of the one video of somebody, in order."""
        events = self.http.get("/api/events", params={"after": 0, "wait": 0}).json()["data"]
        return [event["type"].removeprefix("video.") for event in events]

    def waits_until_ready(self, video: Json, *, within_s: float = 60) -> Json:
        """Return the video once it can be played."""
        return self._waits(video, "READY", within_s)

    def waits_until_failed(self, video: Json, *, within_s: float = 60) -> Json:
        """Return the video once it is given up."""
        return self._waits(video, "FAILED", within_s)

    def waits_until_complete(self, video: Json, *, within_s: float = 120) -> Json:
        """Return the video once every rendition is there."""
        wait_until(lambda: self.sees(video)["complete"], within_s=within_s)
        return self.sees(video)

    def _waits(self, video: Json, status: str, within_s: float) -> Json:
        wait_until(lambda: self.sees(video)["status"] != "PROCESSING", within_s=within_s)
        seen = self.sees(video)
        assert seen["status"] == status, seen
        return seen


Registers = Callable[[str], Person]
"""Makes an account at a base URL."""
