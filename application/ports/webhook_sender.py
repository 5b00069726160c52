"""Calls to addresses that users chose."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.webhook.delivery import TryError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered, as far as anybody cares; its body is read and dropped.

    `retry_after` is what it asked for, None where it did not.
    """

    status: int
    retry_after: timedelta | None = None


class NoAnswerError(Exception):
    """The receiver gave none, and why."""

    def __init__(self, reason: TryError) -> None:
        super().__init__(reason)
        self.reason = reason


class WebhookSender(Protocol):
    """Sends, to the outside world alone.

    An address is resolved once, every form of what it resolves to is judged, and exactly what was
    judged is connected to; redirects are not followed.
    """

    @abstractmethod
    async def judge(self, url: str) -> None:
        """Return where a user may have events sent to `url`.

        A name that does not resolve at the moment passes, unless its ending says that it is no
        public one: every call judges again.

        Raises:
            WebhookUrlRefusedError: its form, its port or its address is not allowed.
        """

    @abstractmethod
    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post `body`, within the time that the operator allows for everything together.

        Raises:
            NoAnswerError: the address is refused, cannot be reached, or took too long.
        """
