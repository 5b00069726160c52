"""Whether a place of an object store answers."""

from adapters.s3.bucket import S3Bucket
from application.ports.dependency_check import DependencyCheck

_NOBODYS = "is-it-there"
"""A folder under which nothing ever lies, so that the list is short."""


class S3Check(DependencyCheck):
    """Lists nothing: whether there is such a bucket, and these keys open it."""

    def __init__(self, name: str, bucket: S3Bucket) -> None:
        self._name = name
        self._bucket = bucket

    @property
    def name(self) -> str:
        return self._name

    async def check(self) -> None:
        await self._bucket.list_folders(_NOBODYS)
