"""Settings: their defaults, and every fault told at once."""

from datetime import timedelta

import pytest

from application.limits import LoginRates, Rate, RequestRates
from entrypoints.read_settings import read_settings
from entrypoints.setting_reader import SettingsError
from entrypoints.settings import Settings

_SECRET = "kQ3vX9zT1mN7bR5cW8yL2pD6fH4jS0aG"


def _faults(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    return str(caught.value)


def test_nothing_has_to_be_set() -> None:
    settings = read_settings({})
    assert settings.http.public_base_url == "http://127.0.0.1:5000"
    assert settings.accounts == Settings().accounts
    assert settings.uploads == Settings().uploads
    assert settings.processing == Settings().processing


def test_an_empty_value_counts_as_absent() -> None:
    assert read_settings({"PORT": "", "MAX_UPLOAD_BYTES": " "}) == read_settings({})


def test_the_names_of_the_reference_are_kept() -> None:
    settings = read_settings(
        {
            "PORT": "8080",
            "MONGO_URI": "mongodb://db/films",
            "JWT_SECRET": _SECRET,
            "JWT_EXPIRES_IN": "12h",
            "PUBLIC_BASE_URL": "https://films.example/",
        }
    )
    assert settings.server.port == 8080
    assert settings.stores.mongo_uri == "mongodb://db/films"
    assert settings.tokens.secret == _SECRET
    assert settings.accounts.access_token_life == timedelta(hours=12)
    assert settings.http.public_base_url == "https://films.example"


def test_every_fault_is_told_with_name_finding_and_what_is_allowed() -> None:
    told = _faults({"PORT": "70000", "MAX_UPLOAD_BYTES": "10GB", "MONGO_DRIVER": "pg"})
    assert "PORT is '70000', but must be a whole number from 0 to 65535" in told
    assert "MAX_UPLOAD_BYTES is '10GB', but must be a size such as" in told
    assert "MONGO_DRIVER is 'pg', but must be motor or pymongo" in told


def test_the_server_in_front_is_named_by_a_path_between_slashes() -> None:
    named = read_settings({"ACCEL_REDIRECT_PREFIX": "/published/"})
    assert named.http.accel_redirect_prefix == "/published/"
    for wrong in ("published", "/published", "//host/", "/a/../b/"):
        assert "must be a path such as /published/" in _faults({"ACCEL_REDIRECT_PREFIX": wrong})


def test_origins_are_told_as_browsers_send_them() -> None:
    named = ("https://films.example", "http://localhost:5173", "http://[::1]", "capacitor://app")
    read = read_settings({"CORS_ORIGINS": ", ".join(named)}).http
    assert read.cors_origins == set(named)
    for wrong in ("*", "films.example", "https://films.example/", "https://Films.example", "null"):
        told = _faults({"CORS_ORIGINS": f"https://films.example, {wrong}"})
        assert "must be origins such as https://films.example" in told


def test_T45_production_needs_a_secret() -> None:
    assert "JWT_SECRET must be set in production" in _faults({"APP_ENV": "production"})


def test_webhooks_are_bounded_and_reach_what_the_operator_allows() -> None:
    webhooks = read_settings(
        {"WEBHOOK_TIMEOUT": "5s", "WEBHOOK_ALLOW_NETS": "10.0.0.0/8, fd00::/8"}
    ).webhooks
    assert webhooks.limits.timeout == timedelta(seconds=5)
    assert [str(network) for network in webhooks.allowed_networks] == ["10.0.0.0/8", "fd00::/8"]
    assert read_settings({}).webhooks == Settings().webhooks


def test_a_webhook_has_room_for_the_longest_title() -> None:
    assert "WEBHOOK_MAX_BODY_BYTES must be at least 41024 bytes" in _faults(
        {"MAX_TITLE_CHARS": "10000", "WEBHOOK_MAX_BODY_BYTES": "20KiB"}
    ).replace(" is '20KiB', but", "")


@pytest.mark.parametrize("secret", ["short", "x" * 64, "change" * 8])
def test_T45_a_weak_secret_is_refused_and_not_shown(secret: str) -> None:
    told = _faults({"JWT_SECRET": secret})
    assert "JWT_SECRET must be random text" in told
    assert secret not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARGON2_TIME_COST", "1"),
        ("ARGON2_MEMORY_KIB", "1024"),
        ("ARGON2_PARALLELISM", "0"),
        ("PASSWORD_MIN_CHARS", "4"),
        ("PLAYBACK_TTL", "8d"),
        ("JOB_HEARTBEAT", "50s"),
        ("TRUSTED_PROXIES", "everyone"),
        ("WEBHOOK_ALLOW_NETS", "everyone"),
        ("WEBHOOK_TIMEOUT", "1h"),
        ("MAX_EVENT_STREAMS_PER_USER", "0"),
        ("MAX_HEADERS", "101"),
        ("LOG_TZ", "Mars/Olympus"),
        ("PUBLIC_BASE_URL", "ftp://films.example"),
        ("MONGO_URI", "postgres://db"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"),
    ],
)
def test_values_out_of_range_stop_the_start(name: str, value: str) -> None:
    assert name in _faults({name: value})


def test_half_the_cloudinary_settings_name_what_is_missing() -> None:
    told = _faults({"CLOUDINARY_CLOUD_NAME": "demo", "CLOUDINARY_API_SECRET": "hidden-secret"})
    assert "CLOUDINARY_API_KEY must be set too" in told
    assert "hidden-secret" not in told


def test_a_secret_is_not_shown_by_repr() -> None:
    settings = read_settings({"JWT_SECRET": _SECRET, "MONGO_URI": "mongodb://u:hunter2@db/x"})
    assert _SECRET not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_files_may_lie_in_an_object_store() -> None:
    stores = read_settings(
        {
            "MEDIA_STORE_URL": "s3://films/media/",
            "STAGING_URL": "s3://films/staging",
            "AWS_ACCESS_KEY_ID": "id",
            "AWS_SECRET_ACCESS_KEY": _SECRET,
            "AWS_REGION": "eu-central-1",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9000/",
        }
    ).stores
    assert (stores.media, stores.media_store_url) == ("s3", "s3://films/media")
    assert (stores.staging, stores.staging_url) == ("s3", "s3://films/staging")
    assert stores.s3.region == "eu-central-1"
    assert stores.s3.endpoint_url == "http://127.0.0.1:9000"
    assert _SECRET not in repr(stores)


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"MEDIA_STORE_URL": "https://films.example"}, "MEDIA_STORE_URL"),
        ({"MEDIA_STORE_URL": "s3://Films"}, "MEDIA_STORE_URL"),
        ({"STAGING_URL": "s3://films/../media"}, "STAGING_URL"),
        ({"STAGING_URL": "s3://films//x"}, "STAGING_URL"),
        ({"MEDIA_STORE_URL": "s3://films/a", "STAGING_URL": "s3://films/a/"}, "STAGING_URL"),
        ({"MEDIA_STORE_URL": "s3://films", "STAGING_URL": "s3://films/b"}, "STAGING_URL"),
        ({"AWS_ENDPOINT_URL": "127.0.0.1:9000"}, "AWS_ENDPOINT_URL"),
        ({"AWS_ACCESS_KEY_ID": "id"}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_SECRET_ACCESS_KEY": _SECRET}, "AWS_ACCESS_KEY_ID"),
    ],
)
def test_T45_a_wrong_object_store_is_refused(environ: dict[str, str], named: str) -> None:
    told = _faults(environ)
    assert named in told
    assert _SECRET not in told


def test_rates_are_read_and_can_be_switched_off() -> None:
    environ = {"RATE_LIMIT_API": "5/1s", "LOGIN_MAX_FAILURES": "3/1m, 9/2h"}
    settings = read_settings(environ)
    assert settings.request_rates == RequestRates(api=Rate(5, timedelta(seconds=1)))
    assert settings.accounts.login_rates == LoginRates(
        Rate(3, timedelta(minutes=1)), Rate(9, timedelta(hours=2))
    )
    off = read_settings(environ | {"RATE_LIMIT_ENABLED": "false"})
    assert (off.request_rates, off.accounts.login_rates) == (None, None)


def test_one_rate_of_failures_holds_for_both() -> None:
    rates = read_settings({"LOGIN_MAX_FAILURES": "3/1m"}).accounts.login_rates
    assert rates == LoginRates(Rate(3, timedelta(minutes=1)), Rate(3, timedelta(minutes=1)))


@pytest.mark.parametrize("name", ["RATE_LIMIT_AUTH", "LOGIN_MAX_FAILURES"])
def test_a_rate_that_is_none_is_told(name: str) -> None:
    assert f"{name} is '1/1m,x', but must be" in _faults({name: "1/1m,x"})


def test_with_redis_the_api_leaves_jobs_to_workers() -> None:
    assert read_settings({}).jobs.in_api
    assert not read_settings({"REDIS_URL": "redis://cache:6379/2"}).jobs.in_api
    assert read_settings({"REDIS_URL": "redis://cache", "JOBS_IN_API": "true"}).jobs.in_api


@pytest.mark.parametrize("url", ["cache:6379", "http://cache", "redis://", "redis://cache/films"])
def test_T45_a_wrong_redis_is_refused(url: str) -> None:
    assert "REDIS_URL must be" in _faults({"REDIS_URL": url})


_CLOUDINARY = {
    "CLOUDINARY_CLOUD_NAME": "demo",
    "CLOUDINARY_API_KEY": "123",
    "CLOUDINARY_API_SECRET": "hidden-secret",
}


def test_all_cloudinary_settings_choose_the_hosted_engine() -> None:
    media = read_settings(_CLOUDINARY | {"CLOUDINARY_NOTIFICATION_SECRETS": "one, two"}).media

    assert media.engine == "cloudinary"
    assert media.cloudinary is not None
    assert media.cloudinary.api_base == "https://api.cloudinary.com"
    assert media.cloudinary.notification_secrets == ("one", "two")
    assert "hidden-secret" not in repr(media)


def test_without_cloudinary_settings_the_engine_is_the_embedded_one() -> None:
    assert read_settings({}).media.engine == "ffmpeg"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://[::1]:9", "https://eu.example"])
def test_cloudinary_may_be_elsewhere(url: str) -> None:
    media = read_settings(_CLOUDINARY | {"CLOUDINARY_API_BASE": f"{url}/"}).media

    assert media.cloudinary is not None
    assert media.cloudinary.api_base == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDINARY_API_BASE", "http://api.cloudinary.com"),
        ("CLOUDINARY_DELIVERY_BASE", "http://10.0.0.1"),
        ("CLOUDINARY_DELIVERY_BASE", "ftp://127.0.0.1"),
        ("CLOUDINARY_API_BASE", "https://"),
        ("CLOUDINARY_CHUNK_BYTES", "5MB"),
        ("CLOUDINARY_STREAMING_PROFILE", "best"),
        ("CLOUDINARY_SIGNATURE_ALGORITHM", "md5"),
        ("CLOUDINARY_URL", "http://of.something.else"),
    ],
)
def test_cloudinary_settings_out_of_range_are_told(name: str, value: str) -> None:
    assert name in _faults(_CLOUDINARY | {name: value})
