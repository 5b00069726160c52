"""Many videos at once: few are worked on, and the API goes on answering."""

from pathlib import Path
from statistics import quantiles

from tests.e2e.engines import ON_EVERY_ENGINE, Engine, Install
from tests.e2e.person import Registers
from tests.polling import wait_until
from tests.stopwatch import timed_s

_VIDEOS = 6


@ON_EVERY_ENGINE
def test_T34_P37_no_more_videos_are_worked_on_at_once_than_allowed(
    tmp_path: Path, install: Install, engine: Engine, film: Path, registers: Registers
) -> None:
    product = install(tmp_path)
    engine.linger(_VIDEOS)
    with product.serving(JOBS_IN_API="false"):
        ada = registers(product.base_url)
        videos = [ada.uploads(film) for _ in range(_VIDEOS)]
    seen_at_once: list[int] = []
    waits_s: list[float] = []
    with product.serving(WORKER_CONCURRENCY="2"):

        def all_complete() -> bool:
            seen_at_once.append(engine.busy_with(product))
            waits_s.append(timed_s(lambda: ada.sees(videos[0])))
            return all(ada.sees(video)["complete"] for video in videos)

        wait_until(all_complete, within_s=100)

    assert max(seen_at_once) == 2
    assert quantiles(waits_s, n=20)[-1] < 0.25
