"""Questions of one moment, put to the server together.

A trip to the server costs this process far more than most questions cost the server, and the more
people ask at once, the more of them share a trip.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class JoinedQuestions(Generic[Question, Answer]):
    """Puts what is asked within one turn of the event loop as one, and the same question once.

    Nobody joins what is under way: an answer is read after it was asked for, so whatever was
    acknowledged by then is in it.
    Who asks alone waits for nobody, and who gives up takes nobody along.
    """

    def __init__(
        self, ask: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]], most: int
    ) -> None:
        """Say how questions are put.

        Args:
            ask: returns an answer for each question, in their order; what it raises, all of
                these askers are told.
            most: how many different questions are put together.
        """
        self._ask = ask
        self._most = most
        self._waiting: dict[Question, list[asyncio.Future[Answer]]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def ask(self, question: Question) -> Answer:
        """Return the answer to one question."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._put)
        answer: asyncio.Future[Answer] = loop.create_future()
        self._waiting.setdefault(question, []).append(answer)
        return await answer

    def _put(self) -> None:
        waiting, self._waiting = list(self._waiting.items()), {}
        for first in range(0, len(waiting), self._most):
            # Not a task of one asker, who may be cancelled.
            task = asyncio.create_task(self._answer(waiting[first : first + self._most]))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _answer(
        self, waiting: Sequence[tuple[Question, Sequence[asyncio.Future[Answer]]]]
    ) -> None:
        try:
            answers = await self._ask([question for question, _ in waiting])
        except Exception as error:  # noqa: BLE001 - every asker is to know, whatever it is
            for _, told in waiting:
                for answer in told:
                    if not answer.done():
                        answer.set_exception(error)
            return
        for (_, told), found in zip(waiting, answers, strict=True):
            for answer in told:
                if not answer.done():
                    answer.set_result(found)
