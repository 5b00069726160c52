"""Whether a place of an object store answers."""

import asyncio

from adapters.s3.bucket import S3Bucket
from application.ports.dependency_check import DependencyCheck

_NOBODYS = "is-it-there"
"""A folder under which nothing ever lies, so that the list is short."""


class S3Check(DependencyCheck):
    """Lists nothing: whether there is such a bucket, and these keys open it.

    One question at a time: whoever asks while one is open waits for its answer, and may leave
    before it comes.
    """

    def __init__(self, name: str, bucket: S3Bucket) -> None:
        self._name = name
        self._bucket = bucket
        self._asking: asyncio.Task[list[str]] | None = None

    @property
    def name(self) -> str:
        return self._name

    async def check(self) -> None:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._bucket.list_folders(_NOBODYS))
            self._asking.add_done_callback(_look_at)
        await asyncio.shield(self._asking)


def _look_at(asked: asyncio.Task[list[str]]) -> None:
    """Keep asyncio from reporting an answer as forgotten that nobody waited for."""
    if not asked.cancelled():
        asked.exception()
