"""Leaving a service alone that does not answer."""

from datetime import datetime, timedelta

from adapters.media.cloudinary.faults import (
    CloudinaryFault,
    MisconfiguredFault,
    UnavailableFault,
    UnknownOutcomeFault,
)
from application.ports.clock import Clock

_ENOUGH_FAILURES = 5
_PAUSE = timedelta(seconds=10)


class CircuitOpenFault(CloudinaryFault):
    """Nothing was asked: the service did not answer before, and is left alone for `wait_s`."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("left alone after repeated failures")
        self.wait_s = wait_s


class CircuitBreaker:
    """Opens after five calls in a row without a useful answer; then one call in ten seconds tries.

    An answer of any kind, a refusal too, closes it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._shut_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the service is taken to be down."""
        return self._shut_until is not None

    def admit(self) -> None:
        """Let a call pass.

        Raises:
            CircuitOpenFault: it is not the time.
        """
        now = self._clock.now()
        if self._shut_until is None:
            return
        if now < self._shut_until:
            raise CircuitOpenFault((self._shut_until - now).total_seconds())
        self._shut_until = now + _PAUSE

    def note(self, fault: CloudinaryFault | None) -> None:
        """Learn how a call ended."""
        if not isinstance(fault, UnavailableFault | UnknownOutcomeFault | MisconfiguredFault):
            self._failures, self._shut_until = 0, None
            return
        self._failures += 1
        if self._failures >= _ENOUGH_FAILURES:
            self._shut_until = self._clock.now() + _PAUSE
