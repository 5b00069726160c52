"""Where traces go."""

import pytest

from entrypoints.read_settings import read_settings
from entrypoints.setting_reader import SettingsError


def test_traces_go_where_they_are_told_to_and_nowhere_by_default() -> None:
    traces = read_settings(
        {
            "OTEL_EXPORTER_OTLP_ENDPOINT": "https://collector.example",
            "OTEL_EXPORTER_OTLP_HEADERS": "Api-Key=a%20b, tenant=films",
        }
    ).traces
    assert traces.collector == "otlp"
    assert traces.headers == {"api-key": "a b", "tenant": "films"}
    assert read_settings({}).traces.collector == "none"


@pytest.mark.parametrize("headers", ["private", "=private", "a=b,private"])
def test_T45_headers_of_traces_that_are_refused_are_not_shown(headers: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"OTEL_EXPORTER_OTLP_HEADERS": headers})
    told = str(refused.value)
    assert "OTEL_EXPORTER_OTLP_HEADERS must be pairs" in told
    assert "private" not in told
