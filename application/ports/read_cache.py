"""Keeping what an owner reads again and again."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from domain.ids import UserId

Answer = TypeVar("Answer")


class ReadCache(Protocol):
    """Answers again without the store, for as long as that is provably what the store would say."""

    @abstractmethod
    async def read(
        self, owner_id: UserId, key: Hashable, ask: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Return what `ask` returns, or returned before if no video of the owner changed since.

        A write that was acknowledged before the call, by whatever process, is in the answer.
        What `ask` raises reaches the caller, and is not kept.

        Args:
            owner_id: whose videos, and nobody else's, the answer is made of.
            key: names the question among those of the owner, and the type of its answer.
            ask: asks the store; its answer is immutable.
        """


class ChangeFence(Protocol):
    """Keeps every cache from answering with what is just being changed."""

    @abstractmethod
    def changing(self, owner_id: UserId) -> AbstractAsyncContextManager[None]:
        """Surround the write of a video; the write may be acknowledged when the block has ended.

        Where the block raises, the write may have been made or not.
        Never fails; it may take a second longer while processes cannot reach each other.
        """
