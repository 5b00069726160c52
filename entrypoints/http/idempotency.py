"""`Idempotency-Key`: a request that is repeated gets the answer that it had."""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from litestar import Response

from application.use_cases.idempotency.hold_key import HeldKey
from domain.errors import PlatformError
from domain.idempotency.errors import IdempotencyKeyInvalidError
from entrypoints.http.problems import PROBLEM_JSON, answer_for
from entrypoints.http.request import ApiRequest
from entrypoints.http.schemas.problems import Problem

_HEADER = "idempotency-key"
_REPLAYED = {"idempotent-replayed": "true"}

_KEPT_REFUSALS = frozenset({403, 404, 409, 410, 413, 415, 422, 460})
"""What another try would answer again; the others tell of the request's form, or of the moment."""


_encode = msgspec.json.Encoder(enc_hook=str).encode  # ids are texts of their own types


class _Kept(msgspec.Struct, frozen=True):
    """An answer as it is kept."""

    status: int
    headers: dict[str, str]
    body: str


class KeyedRequestInHttp:
    """One request under its key; without a key, nothing is kept and nothing repeated."""

    def __init__(self, held: HeldKey, request: ApiRequest) -> None:
        self._held = held
        self._request = request
        self._fingerprint: str | None = None

    @property
    def resource_id(self) -> str | None:
        """The id of what the request is to make, or None where it does not matter."""
        return self._held.resource_id

    @property
    def is_answered(self) -> bool:
        """Whether the request was done before, and only its content is to be compared."""
        return self._held.is_answered

    def identify(self, *content: object) -> Response[Any] | None:
        """Say what the request holds; return the answer that it had, if it was done before.

        Raises:
            IdempotencyKeyReusedError: the key stands for another content.
        """
        told = json.dumps(content).encode()
        self._fingerprint = hashlib.sha256(told).hexdigest()
        if not self._held.is_answered:
            return None
        kept = msgspec.json.decode(self._held.answer_to(self._fingerprint), type=_Kept)
        return Response(
            self._content_of(kept), status_code=kept.status, headers=kept.headers | _REPLAYED
        )

    async def keep(self, response: Response[Any], status: int) -> None:
        """Keep the answer for whoever repeats the request."""
        body = "" if response.content is None else _encode(response.content).decode()
        headers = {name: str(value) for name, value in response.headers.items()}
        await self._keep(status, headers, body)

    async def keep_refusal(self, error: PlatformError) -> None:
        """Keep a refusal that another try would get, too."""
        answer = answer_for(error, self._request.request_id, self._request.options.retry_after_s)
        if answer.status in _KEPT_REFUSALS and not self._held.is_answered:
            await self._keep(answer.status, {"content-type": PROBLEM_JSON}, answer.body.decode())

    async def _keep(self, status: int, headers: Mapping[str, str], body: str) -> None:
        if self._fingerprint is not None:
            kept = _Kept(status, dict(headers), body)
            await self._held.keep(self._fingerprint, msgspec.json.encode(kept).decode())

    def _content_of(self, kept: _Kept) -> bytes | None:
        if kept.headers.get("content-type") == PROBLEM_JSON:
            problem = msgspec.json.decode(kept.body, type=Problem)
            # A problem document names the request that it answers.
            renamed = msgspec.structs.replace(problem, instance=self._request.request_id)
            # As bytes: a route whose answers have no body would write no structure.
            return msgspec.json.encode(renamed)
        return kept.body.encode() or None


@asynccontextmanager
async def keyed(request: ApiRequest) -> AsyncIterator[KeyedRequestInHttp]:
    """Do a request under the key that it brings, if any; keys of other routes are others.

    Raises:
        IdempotencyKeyInvalidError: the key is malformed, or there are several.
        IdempotencyInProgressError: the first request with the key is still running.
    """
    keys = request.headers.getall(_HEADER, [])
    if len(keys) > 1:
        raise IdempotencyKeyInvalidError
    route = f"{request.method} {request.scope['path_template']}"
    hold = request.application.hold_key
    async with hold(request.actor, route, keys[0] if keys else None) as held:
        one = KeyedRequestInHttp(held, request)
        try:
            yield one
        except PlatformError as error:
            await one.keep_refusal(error)
            raise
