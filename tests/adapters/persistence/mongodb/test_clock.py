"""The server's clock, read from afar."""

from datetime import datetime, timedelta

from adapters.persistence.mongodb.clock import MongoClock
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.system.clock import SystemClock
from tests.builders import NOW
from tests.doubles.clock import ManualClock


class _Server(MongoDatabase):
    """Tells what a test says, after as long as it says."""

    def __init__(self, elapsed: ManualClock) -> None:
        super().__init__("mongodb://127.0.0.1")
        self._elapsed = elapsed
        self.told = NOW
        self.round_trip = timedelta()

    async def server_time(self) -> datetime:
        self._elapsed.advance(self.round_trip)
        return self.told


async def test_P50_a_reading_counts_on_by_the_monotonic_clock() -> None:
    elapsed = ManualClock()
    server = _Server(elapsed)
    clock = MongoClock(server, SystemClock(), lambda: elapsed.elapsed_s)
    server.round_trip = timedelta(milliseconds=20)
    await clock.measure()
    assert clock.now() == NOW + timedelta(milliseconds=10)

    elapsed.advance(timedelta(seconds=5))

    assert clock.now() == NOW + timedelta(seconds=5, milliseconds=10)


async def test_P50_a_surer_reading_wins_and_every_reading_ages() -> None:
    elapsed = ManualClock()
    server = _Server(elapsed)
    clock = MongoClock(server, SystemClock(), lambda: elapsed.elapsed_s)
    await clock.measure()
    server.told, server.round_trip = NOW + timedelta(hours=1), timedelta(seconds=2)

    await clock.measure()
    assert clock.now() == NOW + timedelta(seconds=2)

    elapsed.advance(timedelta(hours=1))
    await clock.measure()
    assert clock.now() == NOW + timedelta(hours=1, seconds=1)
