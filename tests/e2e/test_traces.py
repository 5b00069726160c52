"""Traces of the whole product, in a collector of others."""

from pathlib import Path

import httpx

from tests.e2e.person import Registers
from tests.e2e.product import Product
from tests.polling import wait_until
from tests.services.otlp import Collector
from tests.services.process import free_port

_TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
_CALLER = {"traceparent": f"00-{_TRACE_ID}-b7ad6b7169203331-01", "x-request-id": "of-the-morning"}


def test_P49_an_upload_is_followed_from_its_request_to_what_was_made_of_it(
    tmp_path: Path, trace_collector: Collector, film: Path, registers: Registers
) -> None:
    product = Product(tmp_path, {"OTEL_EXPORTER_OTLP_ENDPOINT": trace_collector.endpoint})
    with product.serving():
        ada = registers(product.base_url)
        ada.http.headers.update(_CALLER)
        video = ada.waits_until_complete(ada.uploads(film, "A private title"))
        httpx.get(video["streamUrl"]).raise_for_status()

    by_name = {span.name: span for span in trace_collector.spans}
    upload, attempt = by_name["POST /api/videos/upload"], by_name["attempt"]
    assert upload.trace_id == _TRACE_ID
    assert upload.attributes["http.response.status_code"] == 202
    assert upload.attributes["request.id"] == attempt.attributes["request.id"] == "of-the-morning"
    assert attempt.attributes["attempt.outcome"] == "finished"
    steps = {span.name for span in trace_collector.spans if span.parent_id == attempt.span_id}
    assert {"Planned", "ThumbnailReady", "RenditionsReady", "Settled"} <= steps
    assert "GET /media/{grant}/{name}" in by_name
    grant = video["streamUrl"].split("/")[-2]
    token = ada.token
    for secret in (ada.email, ada.password, "A private title", film.name, grant, token):
        assert secret.encode() not in trace_collector.raw


def test_a_collector_that_is_away_is_missed_by_nobody(
    tmp_path: Path, film: Path, registers: Registers
) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    product = Product(tmp_path, {"OTEL_EXPORTER_OTLP_ENDPOINT": away})
    with product.serving() as process:
        ada = registers(product.base_url)
        ada.waits_until_ready(ada.uploads(film))
        wait_until(lambda: "traces are dropped" in product.logs())
        process.terminate()
        assert process.wait(timeout=20) == 0
    assert product.logs().count("traces are dropped") == 1
