"""How the description tells that a route takes an `Idempotency-Key`."""

from dataclasses import dataclass

from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

KEY_PARAMETER = Parameter(
    name="Idempotency-Key",
    param_in="header",
    schema=Schema(type=OpenAPIType.STRING, pattern="^[!#-~][!-~]{0,254}$"),
    description="Names this request: sent again under the same key, it gets the same answer.",
    required=False,
)


@dataclass
class KeyedOperation(Operation):
    """Adds the header."""

    def __post_init__(self) -> None:
        """Put it beside the others."""
        self.parameters = [*(self.parameters or ()), KEY_PARAMETER]
