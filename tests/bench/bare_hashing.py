"""The most that a machine can hash: a bare pool of threads at the product's parameters.

Run as `python -m tests.bench.bare_hashing THREADS SECONDS`; prints the microseconds of each hash.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import argon2

from entrypoints.settings import HashingSettings


def _main(threads: int, seconds: float) -> None:
    hashing = HashingSettings()
    hasher = argon2.PasswordHasher(hashing.time_cost, hashing.memory_kib, hashing.parallelism)
    stored = hasher.hash("correct horse battery staple")
    began_s = time.perf_counter()

    def verify_on() -> int:
        verified = 0
        while time.perf_counter() < began_s + seconds:
            hasher.verify(stored, "correct horse battery staple")
            verified += 1
        return verified

    with ThreadPoolExecutor(threads) as pool:
        verified = sum(pool.map(lambda _: verify_on(), range(threads)))
    sys.stdout.write(str((time.perf_counter() - began_s) / verified * 1e6))


if __name__ == "__main__":
    _main(int(sys.argv[1]), float(sys.argv[2]))
