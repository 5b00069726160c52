"""An engine that works here says everything in its attempts."""

from collections.abc import Mapping, Sequence

from application.errors import ReportRefusedError
from application.ports.engine_reports import CollectedReport, EngineReport, EngineReports


class SilentEngineReports(EngineReports):
    """No message is from the engine, whatever it claims."""

    def read(self, headers: Mapping[str, str], body: bytes) -> EngineReport | None:  # noqa: ARG002 - nothing is believed
        raise ReportRefusedError

    def merge(self, known: str | None, report: EngineReport) -> str:
        return known or report.text

    async def collect(self) -> tuple[CollectedReport, ...]:
        return ()

    async def acknowledge(self, receipts: Sequence[str]) -> None:
        pass
