"""The store that is always there."""

from application.ports.dependency_check import DependencyCheck


class MemoryCheck(DependencyCheck):
    """Answers whenever it is asked."""

    @property
    def name(self) -> str:
        return "database"

    async def check(self) -> None:
        return
