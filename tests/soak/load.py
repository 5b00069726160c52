"""A client that uploads without pause, and one that asks all the time."""

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

_UPLOADERS = 2
_MOST_WAITING = 10
_PATIENCE_S = 15.0
_LOOK_S = 0.05
_LOOK_TIMEOUT_S = 2.0


@dataclass
class Load:
    """What was sent, what was acknowledged, and for how long nobody answered.

    `refused` counts answers by status, other than the acknowledgement.
    """

    base_urls: list[str]
    token: str
    clips: list[Path]
    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    longest_gap_s: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _titles: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Upload and ask for as long as the block lasts."""
        jobs = [self._upload] * _UPLOADERS + [self._ask]
        threads = [threading.Thread(target=job, args=(turn,)) for turn, job in enumerate(jobs)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def client(self, timeout_s: float = _PATIENCE_S) -> httpx.Client:
        """Return a client of the person who uploads."""
        return httpx.Client(headers={"Authorization": f"Bearer {self.token}"}, timeout=timeout_s)

    def _upload(self, turn: int) -> None:
        with self.client() as http:
            for base_url in itertools.cycle(self.base_urls[turn:] + self.base_urls[:turn]):
                if self._stop.is_set():
                    return
                if self._has_enough(http, base_url):
                    self._stop.wait(_LOOK_S)
                    continue
                number = next(self._titles)
                self._send(http, base_url, f"Film {number}", self.clips[number % len(self.clips)])

    def _has_enough(self, http: httpx.Client, base_url: str) -> bool:
        """Tell whether workers have enough to do: more would only lengthen the end of the trial."""
        with contextlib.suppress(httpx.TransportError):
            answer = http.get(f"{base_url}/api/videos/my?limit=1&status=PROCESSING")
            return answer.is_success and answer.json()["meta"]["total"] >= _MOST_WAITING
        return False

    def _send(self, http: httpx.Client, base_url: str, title: str, clip: Path) -> None:
        files = {"video": (clip.name, clip.read_bytes())}
        try:
            answer = http.post(f"{base_url}/api/videos/upload", data={"title": title}, files=files)
        except httpx.TransportError:
            self.broken += 1
            self._stop.wait(_LOOK_S)
            return
        if answer.status_code == httpx.codes.ACCEPTED:
            self.acknowledged[answer.json()["id"]] = title
            return
        self.refused[answer.status_code] = self.refused.get(answer.status_code, 0) + 1
        self._stop.wait(_LOOK_S)

    def _ask(self, _: int) -> None:
        answered_s = time.monotonic()
        with self.client(_LOOK_TIMEOUT_S) as http:
            for base_url in itertools.cycle(self.base_urls):
                if self._stop.wait(_LOOK_S):
                    return
                try:
                    answer = http.get(f"{base_url}/api/videos/my?limit=1")
                except httpx.TransportError:
                    continue
                if answer.is_success:
                    now_s = time.monotonic()
                    self.longest_gap_s = max(self.longest_gap_s, now_s - answered_s)
                    answered_s = now_s
