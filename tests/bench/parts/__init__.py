"""The parts of the benchmark, by name, in the order in which they run."""

from tests.bench.parts.crowd import measure_crowd
from tests.bench.parts.fleet import measure_fleet
from tests.bench.parts.instant import measure_instant
from tests.bench.parts.intake import measure_intake
from tests.bench.parts.ladders import measure_ladders
from tests.bench.parts.logins import measure_logins
from tests.bench.parts.reads import measure_reads
from tests.bench.parts.segments import measure_segments
from tests.bench.parts.start import measure_start
from tests.bench.parts.streams import measure_streams
from tests.bench.parts.writes import measure_writes
from tests.bench.workshop import Part

PARTS: dict[str, Part] = {
    "start": measure_start,
    "intake": measure_intake,
    "logins": measure_logins,
    "streams": measure_streams,
    "segments": measure_segments,
    "writes": measure_writes,
    "reads": measure_reads,
    "instant": measure_instant,
    "crowd": measure_crowd,
    "fleet": measure_fleet,
    "ladders": measure_ladders,
}
