"""How often work is tried, and how long to wait in between."""

from dataclasses import dataclass
from datetime import timedelta

_GROWTH_PER_ATTEMPT = 3


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Growing gaps with full jitter, so that many failures do not return together.

    Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (full jitter).
    """

    max_attempts: int = 3
    backoff: timedelta = timedelta(seconds=5)
    max_backoff: timedelta = timedelta(minutes=5)

    def delay(self, attempts_in_cycle: int, jitter: float) -> timedelta:
        """Return the gap before the next attempt.

        Args:
            attempts_in_cycle: tries used so far, at least 1.
            jitter: a random number, 0.0 to 1.0.
        """
        ceiling = self.backoff
        for _ in range(1, attempts_in_cycle):
            if ceiling >= self.max_backoff:
                break
            ceiling *= _GROWTH_PER_ATTEMPT
        return min(ceiling, self.max_backoff) * jitter

    def is_exhausted(self, attempts_in_cycle: int) -> bool:
        """Tell whether no try is left."""
        return attempts_in_cycle >= self.max_attempts

    def is_overdrawn(self, attempts_in_cycle: int) -> bool:
        """Tell whether more tries were begun than there are: the last one never reported."""
        return attempts_in_cycle > self.max_attempts
