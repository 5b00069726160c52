"""How a route's `data` comes from a strict JSON body."""

from collections.abc import Generator
from typing import Any, cast

from litestar.dto import AbstractDTO, DTOFieldDefinition
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition

from entrypoints.http.request import ApiRequest
from entrypoints.http.schemas.wire import WireRequest
from entrypoints.http.typed_body import convert_body


class StrictJson(AbstractDTO[WireRequest]):
    """Decodes `data: SomeWireRequest` strictly; describes it as the struct that it is.

    The framework's own decoding takes repeated names, answers deep nesting with 500 and tells
    one fault at a time.
    """

    def decode_bytes(self, value: bytes) -> WireRequest:
        """Return the struct that the route's signature names."""
        request = cast("ApiRequest", self.asgi_connection)
        field = request.route_handler.parsed_data_field
        body_type = cast("type[WireRequest]", field.annotation if field else None)
        return convert_body(request.parse_object(value), body_type)

    @classmethod
    def create_for_field_definition(cls, *_: object, **__: object) -> None:
        """Prepare nothing: the struct needs no transfer model."""

    @classmethod
    def create_openapi_schema(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,  # noqa: ARG003 - the framework passes it
        schema_creator: Any,  # noqa: ANN401 - of a private class of the framework
    ) -> Reference | Schema:
        """Return the schema of the struct, which knows all of its members."""
        found = schema_creator.for_field_definition(field_definition)
        schema_creator.schema_registry.from_reference(found).schema.additional_properties = False
        return cast("Reference | Schema", found)

    @classmethod
    def is_supported_model_type_field(
        cls,
        field_definition: FieldDefinition,  # noqa: ARG003 - the framework passes it
    ) -> bool:
        """Leave answers alone: they are structs already."""
        return False

    @classmethod
    def generate_field_definitions(
        cls, model_type: type[Any]
    ) -> Generator[DTOFieldDefinition, None, None]:
        """Refuse: there is no transfer model."""
        raise NotImplementedError(f"{model_type} is decoded whole")

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:
        """Refuse: there is no transfer model."""
        raise NotImplementedError(f"{field_definition} is decoded whole")
