"""Starting, and refusing to start."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.e2e.product import Product
from tests.services.process import free_port


def _start(product: Product, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "entrypoints", "serve"],
        env=product.environment | settings,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_T45_every_wrong_setting_is_told_in_one_message(tmp_path: Path) -> None:
    done = _start(
        Product(tmp_path),
        APP_ENV="production",
        MAX_UPLOAD_BYTES="much",
        CLOUDINARY_CLOUD_NAME="demo",
    )
    assert done.returncode != 0
    for name in ("JWT_SECRET", "MAX_UPLOAD_BYTES", "CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unwritable_data_folder_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    done = _start(Product(tmp_path))
    assert done.returncode != 0
    assert "DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_stops_the_start(embedded: Product, tmp_path: Path) -> None:
    done = _start(Product(tmp_path, port=embedded.port))
    assert done.returncode != 0
    assert "PORT" in done.stderr
    assert "Serving" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_stops_the_start(tmp_path: Path) -> None:
    nobody = f"mongodb://127.0.0.1:{free_port()}/films"
    done = _start(Product(tmp_path, {"MONGO_URI": nobody}), DB_TIMEOUT="1s")
    assert done.returncode != 0
    assert "MONGO_URI" in done.stderr
    assert "Traceback" not in done.stderr


def test_health_is_for_anyone(embedded: Product) -> None:
    assert httpx.get(f"{embedded.base_url}/health").json() == {"status": "ok"}
    assert httpx.get(f"{embedded.base_url}/health/live").status_code == 200
