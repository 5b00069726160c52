"""Who waits while the product is busy."""

import threading
import time
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import urlsplit

_PAUSE_S = 0.02


class Pinging:
    """Asks `/health/live` again and again on a thread, and remembers every wait.

    Over the plainest client there is: others take a twentieth of a core for it.
    """

    def __init__(self, base_url: str) -> None:
        self._waits_ms: list[float] = []
        self._address = urlsplit(base_url).netloc
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
        with closing(HTTPConnection(self._address)) as connection:
            while not self._over.wait(_PAUSE_S):
                began_s = time.monotonic()
                connection.request("GET", "/health/live")
                if (answer := connection.getresponse()).status != HTTPStatus.OK:
                    raise RuntimeError(f"no measurement: {answer.status}")
                answer.read()
                self._waits_ms.append((time.monotonic() - began_s) * 1000)
