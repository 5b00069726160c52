"""The secret that a development server makes for itself."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from entrypoints.secret_file import load_or_create_secret


def test_the_secret_is_kept_and_private(tmp_path: Path) -> None:
    path = tmp_path / "jwt_secret"
    secret = load_or_create_secret(path)
    assert len(secret) >= 32
    assert load_or_create_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_T44_all_that_start_together_agree(tmp_path: Path) -> None:
    path = tmp_path / "jwt_secret"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: load_or_create_secret(path), range(8)))
    assert len(secrets) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["jwt_secret"]
