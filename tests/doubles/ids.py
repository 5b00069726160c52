"""Ids that a test can foresee."""

import base64
import hashlib
import itertools
from uuid import UUID

from application.ports.id_generator import IdGenerator

_FIRST = UUID("01900000-0000-7000-8000-000000000000").int


class SequentialIdGenerator(IdGenerator):
    """Counts: the n-th id ends in n, the n-th secret is the digest of n, `jitter` is `lot`."""

    def __init__(self, lot: float = 0.5) -> None:
        self.lot = lot
        self._ids = itertools.count(1)
        self._secrets = itertools.count(1)

    def new_id(self) -> str:
        return str(UUID(int=_FIRST + next(self._ids)))

    def new_secret(self) -> str:
        digest = hashlib.sha256(str(next(self._secrets)).encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def jitter(self) -> float:
        return self.lot
