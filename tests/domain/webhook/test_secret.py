"""Signatures as receivers verify them."""

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from domain.webhook.secret import WebhookSecret
from tests.doubles.ids import SequentialIdGenerator

BODY = '{"title":"Ünïcode 🎬"}'


def test_P43_a_signature_is_the_one_of_the_published_example() -> None:
    secret = WebhookSecret("whsec_plJ3nmyCDGBKInavdOK15jsl")
    body = '{"event_type":"ping","data":{"success":true}}'

    signature = secret.sign("msg_loFOjxBNrRLzqYUf", 1731705121, body)

    assert signature == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


def _headers(secret: WebhookSecret, message_id: str = "id") -> dict[str, str]:
    now_s = int(datetime.now(UTC).timestamp())  # noqa: TID251 - the library compares with it
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(now_s),
        "webhook-signature": secret.sign(message_id, now_s, BODY),
    }


def test_P43_an_independent_library_verifies_it() -> None:
    secret = WebhookSecret.made_of(SequentialIdGenerator().new_secret())

    assert Webhook(secret.text).verify(BODY, _headers(secret)) == {"title": "Ünïcode 🎬"}


def test_P43_another_secret_body_or_id_is_not_verified() -> None:
    ids = SequentialIdGenerator()
    secret, other = (WebhookSecret.made_of(ids.new_secret()) for _ in range(2))
    headers = _headers(secret)

    for webhook, body, sent in (
        (Webhook(other.text), BODY, headers),
        (Webhook(secret.text), BODY + " ", headers),
        (Webhook(secret.text), BODY, headers | {"webhook-id": "other"}),
    ):
        with pytest.raises(WebhookVerificationError):
            webhook.verify(body, sent)


def test_P43_a_secret_holds_24_to_64_bytes_and_is_not_shown() -> None:
    secret = WebhookSecret.made_of(SequentialIdGenerator().new_secret())

    assert secret.text.startswith("whsec_")
    assert 24 <= len(base64.b64decode(secret.text.removeprefix("whsec_"))) <= 64
    assert secret.text not in repr(secret)
