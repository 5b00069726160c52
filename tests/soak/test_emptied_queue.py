"""A queue that forgets everything while videos wait."""

from pathlib import Path

import redis

from tests.crashes.program import CONTENT
from tests.crashes.test_steps import Installation
from tests.e2e.person import Person, Registers
from tests.polling import wait_until
from tests.services.process import free_port
from tests.services.valkey import serving_redis

_VIDEOS = 100


def test_T30_emptying_the_queue_leaves_no_video_waiting(
    tmp_path: Path, mongo_uri: str, registers: Registers
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(CONTENT)
    port = free_port()
    stores = {
        "MONGO_URI": mongo_uri,
        "REDIS_URL": f"redis://127.0.0.1:{port}",
        "RATE_LIMIT_ENABLED": "false",
    }
    api = Installation(tmp_path, stores)
    with serving_redis(port, tmp_path), api.dying_after(None):
        ada = registers(api.base_url)
        for number in range(_VIDEOS):
            ada.uploads(clip, f"Film {number}")
        with redis.Redis(port=port) as queue:
            queue.flushall()
        with Installation(tmp_path, stores | {"JOBS_IN_API": "true"}).dying_after(None):
            wait_until(lambda: _total(ada, "READY") == _VIDEOS, within_s=60)


def _total(person: Person, status: str) -> int:
    answer = person.http.get("/api/videos/my", params={"status": status, "limit": 1})
    total: int = answer.json()["meta"]["total"]
    return total
