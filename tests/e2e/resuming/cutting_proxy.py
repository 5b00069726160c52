"""A TCP proxy that cuts connections after a while and holds answers back."""

import contextlib
import random
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence

_PIECE_BYTES = 64 * 1024
_LONGEST_DELAY_S = 0.02


class CuttingProxy:
    """Forwards each connection to the next of `ports`, and cuts it within some bytes.

    A cut drops what is on its way, as a lost line does, or with `drops` of False only what the
    client sends from there on.
    `sent_bytes` counts what clients sent, `cuts` how often they had to begin again.
    """

    def __init__(
        self, ports: Sequence[int], cut_within_bytes: int, seed: int, *, drops: bool = True
    ) -> None:
        self.ports = list(ports)
        self.sent_bytes = 0
        self.cuts = 0
        self._cut_within_bytes = cut_within_bytes
        self._drops = drops
        self._random = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections = 0
        self._is_over = threading.Event()

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @contextlib.contextmanager
    def running(self) -> Iterator["CuttingProxy"]:
        """Forward for as long as the block lasts."""
        accepting = threading.Thread(target=self._accept, daemon=True)
        accepting.start()
        try:
            yield self
        finally:
            self._is_over.set()
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            accepting.join()

    def _accept(self) -> None:
        while not self._is_over.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            port = self.ports[self._connections % len(self.ports)]
            self._connections += 1
            budget_bytes = self._random.randrange(self._cut_within_bytes)
            delay_s = self._random.uniform(0, _LONGEST_DELAY_S)
            threading.Thread(
                target=self._forward, args=(client, port, budget_bytes, delay_s), daemon=True
            ).start()

    def _forward(self, client: socket.socket, port: int, budget_bytes: int, delay_s: float) -> None:
        with client, contextlib.suppress(OSError), _connected(port) as server:
            while ready := select.select([client, server], [], [], 30)[0]:
                for source in ready:
                    piece = source.recv(_PIECE_BYTES)
                    if not piece:
                        return
                    if source is client:
                        self.sent_bytes += len(piece)
                        budget_bytes -= len(piece)
                        if budget_bytes < 0:
                            self.cuts += 1
                            if self._drops:
                                _reset(server)
                            _reset(client)
                            return
                        server.sendall(piece)
                    else:
                        time.sleep(delay_s)
                        client.sendall(piece)


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port))


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
