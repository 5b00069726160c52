"""The name of the request that this task answers, for every log line that it causes."""

from contextvars import ContextVar

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
