"""What would happen to a file."""

from application.ports.media_engine import MediaEngine, Planned
from application.ports.source_file import SourceFile


class PlanFile:
    """Tell what processing would do with a file, and why, without doing it.

    Raises:
        ProcessingFailedError: the file cannot be processed; its code says why.
    """

    def __init__(self, engine: MediaEngine) -> None:
        self._engine = engine

    async def __call__(self, source: SourceFile) -> Planned:
        return await self._engine.plan(source)
