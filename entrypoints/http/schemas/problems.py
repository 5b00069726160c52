"""Problem documents (RFC 9457)."""

from msgspec import UNSET, UnsetType

from entrypoints.http.schemas.wire import Wire


class FieldProblem(Wire, frozen=True, kw_only=True):
    """One field that was refused."""

    field: str
    message: str
    code: str


class Problem(Wire, frozen=True, kw_only=True):
    """Why a request was refused.

    `title` is the same for every occurrence of `code`; `detail` says more where there is more.
    `instance` is the request's id, as in `X-Request-Id`.
    """

    type: str
    title: str
    status: int
    code: str
    instance: str
    detail: str | UnsetType = UNSET
    errors: tuple[FieldProblem, ...] | UnsetType = UNSET
