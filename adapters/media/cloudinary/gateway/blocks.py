"""Delivered bytes, fetched in blocks of bounded size, of which the newest are kept."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from adapters.media.cloudinary.upstream import Upstream

BLOCK_BYTES = 2 * 1024 * 1024
"""Most segments are one block: a popular one is fetched once; who pauses holds no connection."""

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Some bytes of a file, and the length of the whole file."""

    content: bytes
    total_bytes: int


class BlockCache:
    """Blocks by path and position; what a version of an asset delivers never changes."""

    def __init__(self, upstream: Upstream, most_bytes: int) -> None:
        self._upstream = upstream
        self._most_bytes = most_bytes
        self._held_bytes = 0
        self._fetches: dict[_Key, asyncio.Task[Block]] = {}
        self._blocks: OrderedDict[_Key, Block] = OrderedDict()

    async def get(self, url: str, position: int) -> Block:
        """Return a block of what lies at `url`.

        Raises:
            MediaFileMissingError: nothing lies there.
            StorageUnavailableError: no answer, or not yet.
        """
        key = (url, position)
        if (held := self._blocks.get(key)) is not None:
            self._blocks.move_to_end(key)
            return held
        # All who wait for a block wait for one fetch, which goes on for the others if one leaves.
        fetch = self._fetches.get(key)
        if fetch is None:
            fetch = self._fetches[key] = asyncio.create_task(self._fetch(key))
            fetch.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(fetch)

    async def _fetch(self, key: _Key) -> Block:
        url, position = key
        content, total_bytes = await self._upstream.fetch(url, position * BLOCK_BYTES, BLOCK_BYTES)
        block = Block(content, total_bytes)
        self._keep(key, block)
        return block

    def _forget(self, key: _Key, fetch: asyncio.Task[Block]) -> None:
        del self._fetches[key]
        if not fetch.cancelled():
            fetch.exception()  # whoever waited has it; if nobody did, it interests nobody

    def drop(self, url: str) -> None:
        """Forget what was found at `url`: it was not what it should be."""
        for key in [key for key in self._blocks if key[0] == url]:
            self._held_bytes -= len(self._blocks.pop(key).content)

    def _keep(self, key: _Key, block: Block) -> None:
        if (replaced := self._blocks.pop(key, None)) is not None:
            self._held_bytes -= len(replaced.content)
        self._blocks[key] = block
        self._held_bytes += len(block.content)
        while self._held_bytes > self._most_bytes:
            _, dropped = self._blocks.popitem(last=False)
            self._held_bytes -= len(dropped.content)
