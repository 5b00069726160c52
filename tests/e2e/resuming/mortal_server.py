"""A server that is killed while somebody uploads, and started again."""

import contextlib
import subprocess
import threading
from collections.abc import Iterator

from tests.e2e.product import Product, kill
from tests.polling import wait_until

NO_WORK = {"JOBS_IN_API": "false"}


class MortalServer:
    """Dies `times` times, each time some bytes after it began; then it lives."""

    def __init__(self, product: Product, *, dies_every_bytes: int, times: int) -> None:
        self.lives_left = times
        self._product = product
        self._dies_every_bytes = dies_every_bytes
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._live_again_and_again)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Live and die beside the block, from the first life on."""
        self._thread.start()
        try:
            wait_until(self._product.is_ready, within_s=30)
            yield
        finally:
            self._is_over.set()
            self._thread.join()

    def _live_again_and_again(self) -> None:
        while not self._is_over.is_set():
            with self._product.serving(**NO_WORK) as process:
                self._live(process)

    def _live(self, process: subprocess.Popen[bytes]) -> None:
        dies_at_bytes = self._staged_bytes() + self._dies_every_bytes
        while not self._is_over.is_set():
            if self.lives_left and self._staged_bytes() > dies_at_bytes:
                self.lives_left -= 1
                kill(process)
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.02)

    def _staged_bytes(self) -> int:
        """Return how much of unfinished uploads lies on the disk."""
        staging = self._product.data_dir / "staging"
        return sum(path.stat().st_size for path in staging.glob("*.part"))
