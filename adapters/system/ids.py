"""The only randomness."""

import secrets
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_VERSION = 7 << 76
_VARIANT = 0b10 << 62

# The 74 bits beside the instant are one number, rand_a above rand_b. A new millisecond begins in
# its lower half, and every step is below 2^58: room for at least 32 768 ids before it runs over.
_NUMBER_BITS = 74
_START_BITS = 73
_STEP_BITS = 58


class SystemIdGenerator(IdGenerator):
    """Draws from the operating system's generator; safe to use from any thread.

    Ids of one object rise strictly, within a millisecond and when the clock steps back too; those
    of two processes are ordered by their clocks alone.

    Source: RFC 9562 section 6.2, method 2 (monotonic random).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._instant_ms = -1
        self._number = 0
        self._random = secrets.SystemRandom()

    def new_id(self) -> str:
        now_ms = (self._clock.now() - _EPOCH) // _MILLISECOND
        with self._lock:
            if now_ms > self._instant_ms:
                self._begin(now_ms)
            else:
                self._number += 1 + secrets.randbits(_STEP_BITS)
                if self._number >> _NUMBER_BITS:
                    self._begin(self._instant_ms + 1)
            instant_ms, number = self._instant_ms, self._number
        rand_a, rand_b = number >> 62, number & (1 << 62) - 1
        return str(UUID(int=instant_ms << 80 | _VERSION | rand_a << 64 | _VARIANT | rand_b))

    def new_secret(self) -> str:
        return secrets.token_urlsafe(32)

    def jitter(self) -> float:
        return self._random.random()

    def _begin(self, instant_ms: int) -> None:
        self._instant_ms = instant_ms
        self._number = secrets.randbits(_START_BITS)
