"""The raw words of ASGI, and reading headers in them.

The framework's own types describe every protocol at once, and HTTP alone cannot be told apart.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any, TypeAlias, cast

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
AsgiApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class Answer(ABC):
    """An answer that writes itself, for what the framework's responses cannot do."""

    @abstractmethod
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send status, headers and body."""


async def wait_for_disconnect(receive: Receive) -> None:
    """Return when the client is gone; whatever body is left is dropped."""
    while (await receive())["type"] != "http.disconnect":
        pass


def find_header(scope: Scope, name: bytes) -> bytes | None:
    """Return the first header called `name`, in lower case, or None."""
    for key, value in scope["headers"]:
        if key == name:
            return cast("bytes", value)
    return None


def all_headers(scope: Scope, name: bytes) -> Iterator[bytes]:
    """Yield every header called `name`, in lower case."""
    return (value for key, value in scope["headers"] if key == name)
