"""The signatures of the protocol, computed apart from the SDK.

Source: Cloudinary's "Generating authentication signatures", "Generating delivery URL signatures",
"Verifying notification signatures" and "Media access methods".
"""

import base64
import fnmatch
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence

_NEVER_SIGNED = {"file", "cloud_name", "resource_type", "api_key", "signature"}
_SHORT_CHARS = 8
_LONG_CHARS = 32


def of_parameters(
    parameters: Mapping[str, str | Sequence[str]], secret: str, algorithm: str
) -> str:
    """Return what must be in `signature` beside exactly these parameters."""
    pairs = []
    for name, value in parameters.items():
        text = value if isinstance(value, str) else ",".join(value)
        if name not in _NEVER_SIGNED and text:
            pairs.append(f"{name}={text}".replace("&", "%26"))
    return hashlib.new(algorithm, ("&".join(sorted(pairs)) + secret).encode()).hexdigest()


def of_answer(public_id: str, version: int, secret: str, algorithm: str) -> str:
    """Return the `signature` of an upload's answer."""
    text = f"public_id={public_id}&version={version}{secret}"
    return hashlib.new(algorithm, text.encode()).hexdigest()


def of_notification(body: bytes, timestamp: str, secret: str, algorithm: str = "sha1") -> str:
    """Return `X-Cld-Signature`."""
    return hashlib.new(algorithm, body + timestamp.encode() + secret.encode()).hexdigest()


def of_delivery(signed_path: str, secret: str, algorithm: str = "sha1") -> str:
    """Return the short signature of a path `transformation/public_id.format`."""
    return _delivery(signed_path, secret, algorithm, _SHORT_CHARS)


def opens_delivery(signature: str, signed_path: str, secret: str, algorithm: str) -> bool:
    """Tell whether the short or the long form of `signature` fits the path."""
    short = of_delivery(signed_path, secret, algorithm)
    return signature in {short, _delivery(signed_path, secret, "sha256", _LONG_CHARS)}


def opens_with_token(token: str, path: str, key: str, now_s: float) -> bool:
    """Tell whether the value of `__cld_token__` opens `path` now."""
    signed, _, digest = token.rpartition("~hmac=")
    fields = dict(part.split("=", 1) for part in signed.split("~") if "=" in part)
    url = "" if "acl" in fields else f"~url={_lowered(path)}"
    expected = hmac.new(bytes.fromhex(key), (signed + url).encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, digest) or now_s > int(fields.get("exp", "0")):
        return False
    if now_s < int(fields.get("st", "0")):
        return False
    patterns = fields.get("acl", _lowered(path)).split("!")
    return any(fnmatch.fnmatchcase(_lowered(path), pattern) for pattern in patterns)


def _delivery(signed_path: str, secret: str, algorithm: str, chars: int) -> str:
    digest = hashlib.new(algorithm, (signed_path + secret).encode()).digest()
    return base64.urlsafe_b64encode(digest)[:chars].decode()


def _lowered(path: str) -> str:
    """Escape as tokens do: reserved characters, with lower-case digits."""
    return re.sub(
        r"[ \"#%&'/:;<=>?@\[\\\]^`{|}~]+",
        lambda found: "".join(f"%{byte:02x}" for byte in found[0].encode()),
        path,
    )
