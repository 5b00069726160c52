"""What monitoring reads of the work on videos."""

from collections.abc import Iterator, Mapping

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from application.ports.video_repository import WorkLoad
from application.ports.work_tally import WorkDone
from application.use_cases.operation.measure_work import WorkMeasures


class WorkCollector(Collector):
    """Puts `measures` into the words of Prometheus; none, before they were set."""

    def __init__(self) -> None:
        self.measures: WorkMeasures | None = None

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """Yield what the registry asks for."""
        if self.measures is not None:
            yield from _load(self.measures.load)
            yield from _done(self.measures.done)


def _load(load: WorkLoad) -> Iterator[GaugeMetricFamily]:
    for name, text, value in (
        ("videos_waiting", "Videos whose work is due.", load.waiting),
        ("videos_running", "Videos under a living claim.", load.running),
        (
            "videos_oldest_wait_seconds",
            "How long the first of the waiting has been due.",
            load.oldest_wait_s,
        ),
    ):
        yield GaugeMetricFamily(name, text, value)


def _done(done: WorkDone) -> Iterator[CounterMetricFamily]:
    yield _counted("video_attempts", "Attempts that ended, by how.", "outcome", done.attempts)
    yield _counted("swept", "What sweeps removed, by kind.", "kind", done.swept)
    yield CounterMetricFamily(
        "video_transcoded_seconds", "Playing time of what attempts finished.", done.media_s
    )
    yield CounterMetricFamily(
        "video_transcoding_seconds", "Time that the finished attempts took.", done.work_s
    )


def _counted(name: str, text: str, label: str, counts: Mapping[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, text, labels=(label,))
    for value, count in counts.items():
        family.add_metric((value,), count)
    return family
