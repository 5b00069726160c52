"""Whether the process lives, and whether it can do its work."""

from litestar import get
from litestar.handlers import HTTPRouteHandler

from application.errors import ServiceUnavailableError
from application.use_cases.operation.check_readiness import CheckReadiness
from entrypoints.http.describing import described
from entrypoints.http.request import ApiRequest
from entrypoints.http.schemas.health import HealthAnswer, ReadinessAnswer


@get(
    ["/health", "/health/live"],
    tags=["Health"],
    **described("Is it alive", "Tell that the process answers; nothing else is asked."),
)
async def tell_alive() -> HealthAnswer:
    return HealthAnswer()


@get("/health/ready", tags=["Health"], **described("Is it ready", CheckReadiness))
async def tell_ready(request: ApiRequest) -> ReadinessAnswer:
    readiness = await request.application.check_readiness()
    if not readiness.is_ready:
        down = [name for name, is_up in readiness.needed.items() if not is_up]
        raise ServiceUnavailableError(f"Does not answer: {', '.join(down)}.", down=down)
    parts = readiness.needed | readiness.optional
    return ReadinessAnswer(
        checks={name: "ok" if is_up else "down" for name, is_up in parts.items()}
    )


HEALTH_ROUTES: list[HTTPRouteHandler] = [tell_alive, tell_ready]
