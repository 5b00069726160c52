"""What a hosted engine says by itself, outside of any attempt."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.ids import UserId, VideoId


@dataclass(frozen=True, slots=True)
class Arrival:
    """An original that lies with the engine; `kind` is the engine's own word for what it is."""

    size_bytes: int
    is_video: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EngineReport:
    """One message about one video, certainly from the engine, in words that only it understands.

    `arrival` is set where it says that an original is there, whoever has sent it.
    """

    video_id: VideoId
    owner_id: UserId
    text: str
    arrival: Arrival | None = None


@dataclass(frozen=True, slots=True)
class CollectedReport:
    """A message that was fetched; `report` is None where it is about no video of ours.

    It comes again unless `receipt` is acknowledged.
    """

    receipt: str
    report: EngineReport | None


class EngineReports(Protocol):
    """Messages of a hosted engine: delivered to us, or fetched where it cannot reach us.

    They may come twice, late, in any order, before the call that caused them has returned, or
    never.
    """

    @abstractmethod
    def read(self, headers: Mapping[str, str], body: bytes) -> EngineReport | None:
        """Return what a delivered message says; None where it is about no video of ours.

        Args:
            headers: of the request, names in lower case.
            body: of the request, as it came.

        Raises:
            ReportRefusedError: it is not certainly from the engine, or not fresh.
        """

    @abstractmethod
    def merge(self, known: str | None, report: EngineReport) -> str:
        """Return `known`, what was said so far, with `report` added to it.

        The order of reports makes no difference, and one that is known adds nothing.
        """

    @abstractmethod
    async def collect(self) -> tuple[CollectedReport, ...]:
        """Return messages that wait to be fetched.

        There are none where the engine delivers them, and where it does not answer.
        It may hold the line for a minute until one comes.
        """

    @abstractmethod
    async def acknowledge(self, receipts: Sequence[str]) -> None:
        """Have the messages not come again.

        Raises:
            ServiceUnavailableError: the engine does not answer, and they may come again.
        """
