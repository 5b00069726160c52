"""Requests of the tus protocol as its text writes them."""

import base64
from collections.abc import AsyncIterator

import httpx

from tests.http.api import Account, Api

VERSION = {"tus-resumable": "1.0.0"}
CHUNK_TYPE = "application/offset+octet-stream"
COLLECTION = "/api/uploads"


def metadata(**values: str | None) -> str:
    """Return the value of `Upload-Metadata`; None stands for a key without a value."""
    pairs = [
        key if value is None else f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in values.items()
    ]
    return ",".join(pairs)


class Tus:
    """Speaks the protocol for one account; every header can be replaced, or left out by None."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def create(
        self,
        length: int | str | None = None,
        content: bytes | AsyncIterator[bytes] | None = None,
        **headers: str | None,
    ) -> httpx.Response:
        """POST the collection; with `content`, its type is told."""
        told = {"Upload-Length": None if length is None else str(length)}
        if content is not None:
            told["Content-Type"] = CHUNK_TYPE
        return await self.send("POST", COLLECTION, content, **told | headers)

    async def begins(self, length: int, **headers: str | None) -> str:
        """Return the path of a new upload."""
        answer = await self.create(length, None, **headers)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    async def patch(
        self,
        path: str,
        offset: int | str | None,
        content: bytes | AsyncIterator[bytes],
        **headers: str | None,
    ) -> httpx.Response:
        """PATCH an upload."""
        told = {
            "Upload-Offset": None if offset is None else str(offset),
            "Content-Type": CHUNK_TYPE,
        }
        return await self.send("PATCH", path, content, **told | headers)

    async def head(self, path: str, **headers: str | None) -> httpx.Response:
        """HEAD an upload."""
        return await self.send("HEAD", path, None, **headers)

    async def offset(self, path: str) -> int:
        """Return where an upload stands."""
        answer = await self.head(path)
        assert answer.status_code == 200
        return int(answer.headers["upload-offset"])

    async def delete(self, path: str, **headers: str | None) -> httpx.Response:
        """DELETE an upload."""
        return await self.send("DELETE", path, None, **headers)

    async def status(self, path: str) -> dict[str, object]:
        """Return what JSON says about an upload."""
        answer = await self._account.get(path)
        assert answer.status_code == 200, answer.text
        told: dict[str, object] = answer.json()
        return told

    async def videos(self) -> list[dict[str, object]]:
        """Return the account's videos."""
        listed: list[dict[str, object]] = (await self._account.get("/api/videos/my")).json()["data"]
        return listed

    async def send(
        self,
        method: str,
        path: str,
        content: bytes | AsyncIterator[bytes] | None,
        **headers: str | None,
    ) -> httpx.Response:
        """Send one request; underscores in names of headers are dashes."""
        named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        told: dict[str, str | None] = {**VERSION, **self._account.headers, **named}
        kept = {
            name.encode(): value.encode("latin-1")
            for name, value in told.items()
            if value is not None
        }
        return await self._account.http.request(method, path, content=content, headers=kept)


async def somebody(api: Api) -> Tus:
    """Return a client for a new account."""
    return Tus(await api.register())
