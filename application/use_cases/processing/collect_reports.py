"""Fetching the messages of a hosted engine that cannot reach us."""

from application.ports.engine_reports import EngineReports
from application.use_cases.processing.record_engine_result import RecordEngineResult


class CollectReports:
    """Record the messages that wait to be fetched, and acknowledge those that are recorded.

    Any number of processes may do this at once; what a crash interrupts comes again.
    Returns how many there were.
    """

    def __init__(self, reports: EngineReports, record: RecordEngineResult) -> None:
        self._reports = reports
        self._record = record

    async def __call__(self) -> int:
        collected = await self._reports.collect()
        for message in collected:
            if message.report is not None:
                await self._record(message.report)
        if collected:
            await self._reports.acknowledge([message.receipt for message in collected])
        return len(collected)
