"""From names and texts to the settings of stores."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from entrypoints.setting_reader import SettingReader
from entrypoints.settings import S3Settings, StoreSettings

_S3_URL = re.compile(
    r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?", re.ASCII
)
"""Source: Amazon S3 User Guide, bucket naming rules; of keys, the characters that are safe."""

_S3_FORM = "an address such as s3://bucket/prefix"


def read_stores(reader: SettingReader) -> StoreSettings:
    """Return where records and files are kept."""
    default = StoreSettings()
    uri = reader.text("MONGO_URI")
    if uri and not uri.startswith(("mongodb://", "mongodb+srv://")):
        reader.refuse("MONGO_URI", "an address that begins with mongodb:// or mongodb+srv://")
    redis_url = reader.text("REDIS_URL")
    if redis_url and not _is_redis_url(redis_url):
        reader.refuse("REDIS_URL", "an address such as redis://host:6379/0, or rediss://")
    media, staging = _s3_url(reader, "MEDIA_STORE_URL"), _s3_url(reader, "STAGING_URL")
    if media and staging and _overlap(media, staging):
        # Each sweeps what it does not know.
        reader.refuse("STAGING_URL", "neither in MEDIA_STORE_URL nor around it", staging)
    return StoreSettings(
        data_dir=Path(reader.text("DATA_DIR", str(default.data_dir))).absolute(),
        mongo_uri=uri,
        mongo_driver=reader.choice("MONGO_DRIVER", default.mongo_driver, ("motor", "pymongo")),
        db_timeout=reader.duration("DB_TIMEOUT", default.db_timeout),
        redis_url=redis_url,
        media_store_url=media,
        staging_url=staging,
        s3=_s3(reader),
    )


def _is_redis_url(text: str) -> bool:
    parts = urlsplit(text)
    is_number = parts.path.strip("/").isdecimal() or parts.path in {"", "/"}
    return parts.scheme in {"redis", "rediss"} and bool(parts.hostname) and is_number


def _s3_url(reader: SettingReader, name: str) -> str:
    url = reader.text(name)
    if url and _S3_URL.fullmatch(url) is None:
        reader.refuse(name, _S3_FORM, url)
    return url.rstrip("/")


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _s3(reader: SettingReader) -> S3Settings:
    key_id, secret = reader.text("AWS_ACCESS_KEY_ID"), reader.text("AWS_SECRET_ACCESS_KEY")
    if bool(key_id) != bool(secret):
        missing = "AWS_SECRET_ACCESS_KEY" if key_id else "AWS_ACCESS_KEY_ID"
        reader.refuse(missing, "set too, since the other half of the key pair is")
    endpoint = reader.text("AWS_ENDPOINT_URL").rstrip("/")
    if endpoint and not _is_http_url(endpoint):
        reader.refuse(
            "AWS_ENDPOINT_URL", "an address that begins with http:// or https://", endpoint
        )
    return S3Settings(
        access_key_id=key_id,
        secret_access_key=secret,
        region=reader.text("AWS_REGION", S3Settings().region),
        endpoint_url=endpoint,
    )


def _is_http_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
