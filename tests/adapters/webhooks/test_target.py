"""Addresses of receivers are read strictly."""

import pytest

from adapters.webhooks.target import read_target
from domain.webhook.errors import WebhookUrlRefusedError

REFUSED = [
    *("", "hook", "//example.com/", "example.com/hook", "ftp://example.com/", "file:///etc/passwd"),
    *("gopher://example.com:80/", "http:example.com", "http:///hook", "http://", "https://:443/"),
    *("http://user@example.com/", "http://user:pass@example.com/", "http://example.com@127.0.0.1/"),
    *("http://example.com:22/", "http://example.com:6379/", "http://example.com:0/"),
    *("http://example.com:99999/", "http://example.com:http/", "http://example.com:80:80/"),
    *("http://exa mple.com/", "http://example.com/a b", "http://example.com/\r\nHost: x"),
    *("http://example.com\\@127.0.0.1/", "http://example.com/\\", "http://example.com/#frag"),
    *("http://exämple.com/", "http://１２７.0.0.1/", "http://[::1/", "http://[::1]x/"),  # noqa: RUF001 - full-width digits
    *("http://[fe80::1%25eth0]/", "http://example.com/" + "a" * 2048, " http://example.com/"),
]


@pytest.mark.parametrize("url", REFUSED)
def test_T40_what_is_not_a_plain_address_is_refused(url: str) -> None:
    with pytest.raises(WebhookUrlRefusedError):
        read_target(url)


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "path", "authority"),
    [
        ("http://example.com", "http", "example.com", 80, "/", "example.com"),
        ("HTTPS://Example.com/a?b=c", "https", "Example.com", 443, "/a?b=c", "Example.com"),
        ("https://example.com:8443?x", "https", "example.com", 8443, "/?x", "example.com:8443"),
        ("http://[2606:4700::1]:8080/", "http", "2606:4700::1", 8080, "/", "[2606:4700::1]:8080"),
    ],
)
def test_an_address_is_taken_apart(
    url: str, scheme: str, host: str, port: int, path: str, authority: str
) -> None:
    target = read_target(url)

    assert (target.scheme, target.host, target.port) == (scheme, host, port)
    assert (target.path, target.authority) == (path, authority)


@pytest.mark.parametrize(
    ("host", "may_be_public"),
    [
        ("hooks.example.com", True),
        ("localhost", False),
        ("printer", False),
        ("app.localhost", False),
        ("printer.local", False),
        ("metadata.google.internal", False),
        ("metadata.google.internal.", False),
        ("nas.home.arpa", False),
    ],
)
def test_names_of_private_networks_are_known_by_their_ending(
    host: str, *, may_be_public: bool
) -> None:
    assert read_target(f"http://{host}/").may_be_public is may_be_public
