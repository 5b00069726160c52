"""The secret that a development server makes for itself and keeps."""

import os
import secrets
from pathlib import Path

_SECRET_BYTES = 48


def load_or_create_secret(path: Path) -> str:
    """Return the secret in `path`, made on first use and readable by its owner alone.

    Two processes that start together agree on one: the file appears whole, and only once.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
