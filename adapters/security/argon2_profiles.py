"""What a password hash costs, by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argon2Profile:
    """Argon2id's parameters: passes over the memory, the memory in KiB, and lanes."""

    time_cost: int
    memory_kib: int
    parallelism: int


OWASP = Argon2Profile(time_cost=2, memory_kib=19_456, parallelism=1)
"""19 MiB. Source: OWASP Password Storage Cheat Sheet, Argon2id."""

RFC_9106_LOW_MEMORY = Argon2Profile(time_cost=3, memory_kib=65_536, parallelism=4)
"""64 MiB. Source: RFC 9106 section 4, second recommended option."""

RFC_9106_HIGH_MEMORY = Argon2Profile(time_cost=1, memory_kib=2_097_152, parallelism=4)
"""2 GiB. Source: RFC 9106 section 4, first recommended option."""

CHEAPEST = Argon2Profile(time_cost=1, memory_kib=8, parallelism=1)
"""The least that the algorithm takes. For tests only: it protects nothing."""
