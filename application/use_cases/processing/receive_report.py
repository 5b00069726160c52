"""Taking delivery of a hosted engine's message."""

from collections.abc import Mapping

from application.ports.engine_reports import EngineReports
from application.use_cases.processing.record_engine_result import RecordEngineResult


class ReceiveReport:
    """Take delivery of a notification of the hosted engine.

    The engine itself may, by a signature over the body and a fresh timestamp.
    It is recorded before it is answered; repeated, late and unknown ones have no effect.

    Raises:
        ReportRefusedError: it is not certainly from the engine, or not fresh.
    """

    def __init__(self, reports: EngineReports, record: RecordEngineResult) -> None:
        self._reports = reports
        self._record = record

    async def __call__(self, headers: Mapping[str, str], body: bytes) -> None:
        report = self._reports.read(headers, body)
        if report is not None:
            await self._record(report)
