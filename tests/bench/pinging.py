"""Who waits while the product is busy."""

import threading
import time
from statistics import quantiles

import httpx


class Pinging:
    """Asks again and again on a thread, and remembers every wait."""

    def __init__(self, url: str) -> None:
        self._waits_ms: list[float] = []
        self._url = url
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    @property
    def p99_ms(self) -> float:
        """The wait that one of a hundred exceeded."""
        return quantiles(self._waits_ms, n=100)[-1]

    def __enter__(self) -> "Pinging":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        with httpx.Client() as http:
            while not self._over.wait(0.02):
                began_s = time.monotonic()
                http.get(self._url).raise_for_status()
                self._waits_ms.append((time.monotonic() - began_s) * 1000)
