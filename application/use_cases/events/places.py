"""How many readers of one user may wait at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import ErrorKind, PlatformError
from domain.ids import UserId


class TooManyStreamsError(PlatformError):
    """The user follows as many event streams as a user may."""

    code = "rate_limited"
    kind = ErrorKind.RATE_LIMITED
    message = "Too many event streams are open. Close one first."


class EventPlaces:
    """Counts streams, and polls while they wait, in this process."""

    def __init__(self, max_per_user: int) -> None:
        self._max_per_user = max_per_user
        self._taken: Counter[UserId] = Counter()

    @contextmanager
    def taken_by(self, user_id: UserId) -> Iterator[None]:
        """Hold one of the user's places for as long as the block lasts.

        Raises:
            TooManyStreamsError: none is free.
        """
        if self._taken[user_id] >= self._max_per_user:
            raise TooManyStreamsError(limit=self._max_per_user)
        self._taken[user_id] += 1
        try:
            yield
        finally:
            self._taken[user_id] -= 1
            self._taken += Counter()
