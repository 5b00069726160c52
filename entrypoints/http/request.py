"""A request as the routes see it."""

from typing import cast

from litestar import Request
from litestar.datastructures import State

from application.actor import Actor
from application.app import Application
from domain.account.client import Client
from entrypoints.http.asgi import Scope
from entrypoints.http.exchange import Exchange, exchange_of
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import MalformedJsonError, UnsupportedMediaTypeError
from entrypoints.http.strict_json import parse_object

_JSON = "application/json"
_UTF_8 = ("utf-8", "utf8")


class ApiRequest(Request[Actor, None, State]):
    """Adds what every route needs: the use-cases, the options, who asks, and strict JSON."""

    @property
    def application(self) -> Application:
        """The use-cases."""
        return cast("Application", self.app.state.application)

    @property
    def options(self) -> HttpOptions:
        """What the operator set."""
        return cast("HttpOptions", self.app.state.options)

    @property
    def actor(self) -> Actor:
        """Who asks; on guarded routes alone."""
        return self.user

    @property
    def caller(self) -> Client:
        """The program that asks, and its address; behind trusted proxies, the one they name."""
        address = self.client.host if self.client else ""
        return Client.describe(self.headers.get("user-agent", ""), address)

    @property
    def request_id(self) -> str:
        """The name of this request."""
        return self._exchange.request_id

    def note_problem(self, code: str) -> None:
        """Remember why the request was refused, for its log line."""
        self._exchange.problem_code = code

    def take_time(self) -> None:
        """Let this request last; how fast its body must come stays as it is."""
        self._exchange.lift_deadline()

    async def body(self) -> bytes:
        """Return the bytes of a JSON body.

        Raises:
            UnsupportedMediaTypeError: the body says that it is anything but JSON.
            MalformedJsonError: there is none.
            PayloadTooLargeError: it is longer than allowed, whatever length was announced.
        """
        media_type, parameters = self.content_type
        charset = parameters.get("charset", _UTF_8[0]).lower()
        is_encoded = "content-encoding" in self.headers
        if media_type != _JSON or charset not in _UTF_8 or is_encoded:
            raise UnsupportedMediaTypeError("The body must be application/json.")
        raw = await super().body()
        if not raw:
            raise MalformedJsonError("The body is empty.")
        return raw

    async def body_as_it_came(self) -> bytes:
        """Return the bytes of a body, whatever they are.

        Raises:
            PayloadTooLargeError: it is longer than allowed, whatever length was announced.
        """
        return await super().body()

    @property
    def _exchange(self) -> Exchange:
        return exchange_of(cast("Scope", self.scope))

    def parse_object(self, raw: bytes) -> dict[str, object]:
        """Return the members of a strict JSON object, within the options' bounds."""
        return parse_object(raw, self.options.max_json_depth)
