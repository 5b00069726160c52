"""From names and texts to the settings of traces."""

from urllib.parse import unquote, urlsplit

from entrypoints.setting_reader import SettingReader
from entrypoints.settings import TraceSettings


def read_traces(reader: SettingReader) -> TraceSettings:
    """Return where traces go; keys in what is refused are not repeated."""
    endpoint = reader.text("OTEL_EXPORTER_OTLP_ENDPOINT")
    parts = urlsplit(endpoint)
    if endpoint and not (parts.scheme in {"http", "https"} and parts.hostname):
        reader.refuse(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "an address that begins with http:// or https://"
        )
    return TraceSettings(
        endpoint=endpoint,
        headers=_headers(reader),
        service=reader.text("OTEL_SERVICE_NAME", TraceSettings().service),
    )


def _headers(reader: SettingReader) -> dict[str, str]:
    """Return names and values.

    Source: OpenTelemetry Protocol Exporter, "Specifying headers via environment variables".
    """
    headers: dict[str, str] = {}
    for entry in filter(None, reader.text("OTEL_EXPORTER_OTLP_HEADERS").split(",")):
        name, separator, value = entry.partition("=")
        if not name.strip() or not separator:
            reader.refuse("OTEL_EXPORTER_OTLP_HEADERS", "pairs such as name=value,name=value")
            break
        headers[name.strip().lower()] = unquote(value.strip())
    return headers
