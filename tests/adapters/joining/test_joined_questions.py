"""Questions of one moment share a trip, and nothing else."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.joining.joined_questions import JoinedQuestions
from application.errors import StoreUnavailableError
from tests.polling import eventually


class Server:
    """Answers numbers with their squares, once it may; 0 is more than it can bear."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def ask(self, numbers: Sequence[int]) -> Sequence[int]:
        self.asked.append(list(numbers))
        await self.may_answer.wait()
        if 0 in numbers:
            raise StoreUnavailableError
        return [number * number for number in numbers]


async def test_what_is_asked_at_once_is_put_together_and_the_same_once() -> None:
    server = Server()
    reads = JoinedQuestions(server.ask, most=10)

    assert await asyncio.gather(*map(reads.ask, [3, 4, 3])) == [9, 16, 9]
    assert await reads.ask(5) == 25
    assert server.asked == [[3, 4], [5]]


async def test_no_more_are_put_together_than_is_said() -> None:
    server = Server()
    reads = JoinedQuestions(server.ask, most=2)

    assert await asyncio.gather(*map(reads.ask, [1, 2, 3, 4, 5])) == [1, 4, 9, 16, 25]
    assert server.asked == [[1, 2], [3, 4], [5]]


async def test_nobody_joins_what_is_under_way() -> None:
    server = Server()
    reads = JoinedQuestions(server.ask, most=10)
    server.may_answer.clear()
    earlier = asyncio.create_task(reads.ask(3))
    await eventually(lambda: server.asked)

    later = asyncio.create_task(reads.ask(3))
    await eventually(lambda: len(server.asked) == 2)
    server.may_answer.set()

    assert [await earlier, await later] == [9, 9]
    assert server.asked == [[3], [3]]


async def test_a_failure_is_told_to_those_who_asked_then() -> None:
    server = Server()
    reads = JoinedQuestions(server.ask, most=2)

    told = await asyncio.gather(*map(reads.ask, [1, 0, 2]), return_exceptions=True)

    assert [type(answer) for answer in told] == [StoreUnavailableError, StoreUnavailableError, int]
    assert await reads.ask(1) == 1


async def test_who_gives_up_takes_nobody_along() -> None:
    server = Server()
    reads = JoinedQuestions(server.ask, most=10)
    server.may_answer.clear()
    impatient, patient = (asyncio.create_task(reads.ask(3)) for _ in range(2))
    await eventually(lambda: server.asked)

    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    server.may_answer.set()

    assert await patient == 9
