"""What monitoring reads of a worker apart."""

from pathlib import Path

import httpx

from tests.e2e.person import Registers
from tests.e2e.product import Product
from tests.polling import wait_until
from tests.services.process import free_port

_ATTEMPT = 'video_attempts_total{outcome="finished"} 1.0'


def test_P47_a_worker_apart_tells_the_operator_what_it_did(
    tmp_path: Path, film: Path, registers: Registers
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/metrics"
    product = Product(tmp_path)
    own = {"WORKER_METRICS_PORT": str(port), "METRICS_TOKEN": "monitoring"}
    with product.serving(JOBS_IN_API="false"), product.working(**own) as worker:
        ada = registers(product.base_url)
        ada.waits_until_complete(ada.uploads(film))
        with httpx.Client(headers={"authorization": "Bearer monitoring"}) as operator:
            wait_until(lambda: _ATTEMPT in operator.get(url).text)
            assert "video_transcoded_seconds_total 8.0" in operator.get(url).text
            assert operator.get(f"http://127.0.0.1:{port}/api/videos/my").status_code == 404
        refused = httpx.get(url)
        assert (refused.status_code, refused.content) == (403, b"")
        worker.terminate()
        assert worker.wait(timeout=20) == 0
