"""Health on the wire."""

from typing import Literal

from entrypoints.http.schemas.wire import Wire


class HealthAnswer(Wire, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class ReadinessAnswer(Wire, frozen=True, kw_only=True):
    """The service can do its work; a part that is `down` is one that it can do without."""

    status: Literal["ok"] = "ok"
    checks: dict[str, Literal["ok", "down"]]
