"""What is stored: assets, and what was made of them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

Key = tuple[str, str, str]
"""Resource type, delivery type, public id: together they name an asset."""


@dataclass(frozen=True)
class Facts:
    """What probing found in an original."""

    duration_s: float
    width_px: int
    height_px: int
    codec: str
    has_sound: bool


@dataclass
class Derived:
    """One thing made of an original, named by its transformation and format."""

    transformation: str
    format: str
    state: Literal["processing", "ready", "failed"] = "processing"
    file: Path | None = None
    reason: str = ""


@dataclass
class Asset:
    """An original; `derived` is by transformation and what follows the public id in the address."""

    key: Key
    asset_id: str
    version: int
    original: Path
    format: str
    filename: str
    created_at: datetime
    facts: Facts | None
    context: str = ""
    derived: dict[tuple[str, str], Derived] = field(default_factory=dict)

    @property
    def public_id(self) -> str:
        """Its name."""
        return self.key[2]

    def find(self, transformation: str, ending: str) -> Derived | None:
        """Return what an address with this transformation and ending names."""
        return self.derived.get((transformation, ending))


class Assets:
    """Every asset of the account; safe to ask from any thread."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Asset] = {}
        self.lock = threading.RLock()

    def find(self, key: Key) -> Asset | None:
        """Return an asset."""
        with self.lock:
            return self._by_key.get(key)

    def put(self, asset: Asset) -> None:
        """Store an asset, in place of one of its name."""
        with self.lock:
            self._by_key[asset.key] = asset

    def remove(self, key: Key) -> bool:
        """Remove an asset with all that was made of it; tell whether it was there."""
        with self.lock:
            return self._by_key.pop(key, None) is not None

    def __iter__(self) -> Iterator[Asset]:
        with self.lock:
            return iter(list(self._by_key.values()))

    def __len__(self) -> int:
        return len(self._by_key)

    def addressed_by(self, delivery_type: str, tail: str) -> tuple[Asset, str] | None:
        """Return the video whose public id begins `tail`, and what follows the id."""
        for asset in self:
            resource_type, asset_type, public_id = asset.key
            if (resource_type, asset_type) != ("video", delivery_type):
                continue
            if tail.startswith(public_id) and tail[len(public_id) : len(public_id) + 1] in "._":
                return asset, tail[len(public_id) :]
        return None
