"""Parameters that several routes share, and those that no route knows."""

from typing import Annotated
from urllib.parse import parse_qsl

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.params import HeaderParameter, PathParameter, QueryParameter

from application.pages import MAX_LIMIT, MAX_PAGE
from domain.video.details import TITLE_MAX_CHARS
from domain.video.lifecycle import VideoStatus
from domain.violations import Violation, ViolationCode, Violations
from entrypoints.http.schemas.wire import any_line

VideoIdParameter = Annotated[str, PathParameter(description="The video's id.")]
PageNumber = Annotated[int, QueryParameter(schema_extra={"minimum": 1, "maximum": MAX_PAGE})]
PageLimit = Annotated[int, QueryParameter(schema_extra={"minimum": 1, "maximum": MAX_LIMIT})]
StatusFilter = Annotated[str | None, QueryParameter(schema_extra={"enum": [*VideoStatus]})]
TitleSearch = Annotated[
    str | None,
    QueryParameter(
        description="Text that the title contains.",
        schema_extra={"pattern": any_line(TITLE_MAX_CHARS)},
    ),
]
IfMatchParameter = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description="The `ETag` that the change starts from."),
]


async def refuse_unknown_parameters(request: Request[object, object, object]) -> None:  # type: ignore[type-var]
    """Refuse query parameters that the route does not know, and those sent twice.

    Raises:
        ValidationFailedError: `unknown_field` or `out_of_range` for each.
    """
    query = request.scope["query_string"]
    if not query:
        return
    violations = Violations()
    known = _known_parameters(request.route_handler)
    names = [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]
    for name in sorted(set(names)):
        if name not in known:
            violations.add(Violation(name, ViolationCode.UNKNOWN_FIELD, "Is not known here."))
        elif names.count(name) > 1:
            violations.add(Violation(name, ViolationCode.OUT_OF_RANGE, "Must be sent once."))
    if violations:
        raise violations.as_error()


def _known_parameters(handler: HTTPRouteHandler) -> frozenset[str]:
    fields = handler.parsed_fn_signature.parameters.items()
    return frozenset(n for n, field in fields if isinstance(field.kwarg_definition, QueryParameter))
