"""Who reads originals, which may take as long as their reader likes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from application.errors import StorageUnavailableError
from domain.ids import UserId

_MOST_PER_OWNER = 4


class Readers:
    """Counts them: one owner's slow readers must not take every connection from the others."""

    def __init__(self) -> None:
        self._by_owner: Counter[UserId] = Counter()

    def require_room(self, owner_id: UserId) -> None:
        """Let an owner pass who may read another one.

        Raises:
            StorageUnavailableError: the owner reads as many as one may, and has to wait.
        """
        if self._by_owner[owner_id] >= _MOST_PER_OWNER:
            raise StorageUnavailableError

    @contextmanager
    def one_more(self, owner_id: UserId) -> Iterator[None]:
        """Count a reader for as long as the block lasts; see `require_room`."""
        self.require_room(owner_id)
        self._by_owner[owner_id] += 1
        try:
            yield
        finally:
            self._by_owner[owner_id] -= 1
            self._by_owner += Counter()  # drops the owners who are at zero
