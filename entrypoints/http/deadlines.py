"""Nobody waits for ever for an answer."""

import asyncio
import time
from types import TracebackType
from typing import cast

from application.errors import OverloadedError
from entrypoints.http.body_watch import BodyWatch
from entrypoints.http.refusals import RequestTimeoutError


class Deadline:
    """A block that is cancelled when its time is over, unless it was lifted before.

    Raises:
        RequestTimeoutError: the time went by in waiting for the body.
        OverloadedError: it went by otherwise.
    """

    __slots__ = ("_body", "_cancelling", "_running", "_task", "at_s", "has_passed")

    def __init__(
        self, at_s: float, body: BodyWatch | None, running: "dict[Deadline, None]"
    ) -> None:
        self.at_s = at_s
        self.has_passed = False
        self._body = body
        self._running = running
        self._task = cast("asyncio.Task[None]", asyncio.current_task())
        self._cancelling = self._task.cancelling()

    def lift(self) -> None:
        """Let the block take its time from here on."""
        self._running.pop(self, None)

    def pass_by(self) -> None:
        """Cancel the block."""
        self.lift()
        self.has_passed = True
        self._task.cancel()

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.lift()
        # Somebody else may have cancelled the task, too: then it ends as they want it to.
        is_ours = self.has_passed and self._task.uncancel() <= self._cancelling
        if is_ours and exc_type is asyncio.CancelledError:
            is_awaited = self._body is not None and self._body.is_awaited
            raise (RequestTimeoutError if is_awaited else OverloadedError) from exc


class Deadlines:
    """Gives everybody the same time.

    So deadlines pass in the order in which they were set, and one timer, for the first that has
    not been lifted when it is started, is enough for all: setting and lifting touch no timer.
    """

    def __init__(self, after_s: float) -> None:
        self._after_s = after_s
        self._running: dict[Deadline, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def set(self, began_s: float, body: BodyWatch | None) -> Deadline:
        """Return the deadline of this task, for what began at `began_s` of `time.monotonic`."""
        deadline = Deadline(began_s + self._after_s, body, self._running)
        self._running[deadline] = None
        if self._timer is None:
            self._wait_for(deadline)
        return deadline

    def _wait_for(self, first: Deadline) -> None:
        delay_s = max(0.0, first.at_s - time.monotonic())
        self._timer = asyncio.get_running_loop().call_later(delay_s, self._look)

    def _look(self) -> None:
        """Have pass what has passed, and wait for the next."""
        self._timer = None
        for deadline in list(self._running):
            if deadline.at_s > time.monotonic():
                self._wait_for(deadline)
                return
            deadline.pass_by()
