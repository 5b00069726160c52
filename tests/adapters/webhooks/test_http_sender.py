"""Sending: to the judged address and no other, within bounds, whatever the receiver does."""

import asyncio
import time
from datetime import timedelta
from ipaddress import ip_network

import pytest

from adapters.webhooks.http_sender import HttpWebhookSender
from adapters.webhooks.resolver import Resolve
from application.ports.webhook_sender import Answer, NoAnswerError
from domain.webhook.delivery import TryError
from domain.webhook.errors import WebhookUrlRefusedError
from tests.doubles.clock import ManualClock
from tests.receiver import PORT, Behave, answers, never_ends, receiving, stays_silent, trickles

TIMEOUT_S = 0.5
LOOPBACK = (ip_network("127.0.0.0/8"),)
PUBLIC = "93.184.216.34"


def _sender(*, allows_loopback: bool = True, resolve: Resolve | None = None) -> HttpWebhookSender:
    allowed = LOOPBACK if allows_loopback else ()
    extra = {} if resolve is None else {"resolve": resolve}
    return HttpWebhookSender(ManualClock(), TIMEOUT_S, allowed, **extra)


def _resolves_to(*answers: tuple[str, ...]) -> Resolve:
    """Answer each question with the next of `answers`, the last one for ever."""
    left = list(answers)

    async def resolve(_: str, __: int) -> tuple[str, ...]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


async def test_a_message_arrives_as_it_was_sent() -> None:
    async with receiving(answers(204)) as receiver:
        answer = await _sender().send(receiver.url, {"webhook-id": "1"}, b'{"a":"\xc3\xbc"}')

    assert answer == Answer(204)
    (received,) = receiver.received
    assert received.line == "POST /hook?a=b HTTP/1.1"
    assert received.headers["host"] == f"{receiver.address}:{PORT}"
    assert received.headers["webhook-id"] == "1"
    assert received.body == b'{"a":"\xc3\xbc"}'


async def test_the_name_stays_in_the_host_header() -> None:
    async with receiving() as receiver:
        sender = _sender(resolve=_resolves_to((receiver.address,)))
        await sender.send(f"http://hooks.example.com:{PORT}/", {}, b"")

    assert receiver.received[0].headers["host"] == f"hooks.example.com:{PORT}"


async def test_an_address_that_does_not_answer_gives_way_to_the_next() -> None:
    async with receiving() as receiver:
        sender = _sender(resolve=_resolves_to(("127.255.255.1", receiver.address)))
        answer = await sender.send(f"http://hooks.example.com:{PORT}/", {}, b"")

    assert answer == Answer(200)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[::]", "0.0.0.0"),
        *("169.254.169.254", "10.0.0.1", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    ],
)
async def test_T40_our_own_network_is_refused_in_every_spelling(host: str) -> None:
    sender = _sender(allows_loopback=False)
    url = f"http://{host}:{PORT}/"

    with pytest.raises(WebhookUrlRefusedError):
        await sender.judge(url)
    with pytest.raises(NoAnswerError) as told:
        await sender.send(url, {}, b"")
    assert told.value.reason in {TryError.REFUSED, TryError.UNREACHABLE}


async def test_T40_a_name_that_leads_inside_is_refused_and_not_contacted() -> None:
    async with receiving() as receiver:
        sender = _sender(allows_loopback=False, resolve=_resolves_to((receiver.address,)))
        url = f"http://hooks.example.com:{PORT}/"

        with pytest.raises(WebhookUrlRefusedError):
            await sender.judge(url)
        with pytest.raises(NoAnswerError) as told:
            await sender.send(url, {}, b"")

    assert told.value.reason is TryError.REFUSED
    assert receiver.connections == 0


async def test_T40_one_address_inside_spoils_all_of_a_name() -> None:
    async with receiving() as receiver:
        sender = _sender(allows_loopback=False, resolve=_resolves_to((PUBLIC, receiver.address)))

        with pytest.raises(WebhookUrlRefusedError):
            await sender.judge(f"http://hooks.example.com:{PORT}/")

    assert receiver.connections == 0


async def test_T40_a_name_that_changes_its_address_between_lookups_gains_nothing() -> None:
    async with receiving() as inside:
        resolve = _resolves_to((PUBLIC,), (inside.address,))
        sender = _sender(allows_loopback=False, resolve=resolve)
        url = f"http://hooks.example.com:{PORT}/"

        await sender.judge(url)
        with pytest.raises(NoAnswerError) as told:
            await sender.send(url, {}, b"")

    assert told.value.reason is TryError.REFUSED
    assert inside.connections == 0


async def test_T40_one_lookup_serves_judging_and_connecting() -> None:
    async with receiving() as allowed, receiving() as inside:
        network = (ip_network(allowed.address),)
        resolve = _resolves_to((allowed.address,), (inside.address,))
        sender = HttpWebhookSender(ManualClock(), TIMEOUT_S, network, resolve)

        await sender.send(f"http://hooks.example.com:{PORT}/", {}, b"")

    assert (allowed.connections, inside.connections) == (1, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_T40_a_redirect_is_not_followed(status: int) -> None:
    async with (
        receiving() as inside,
        receiving(answers(status, f"Location: {inside.url}")) as receiver,
    ):
        answer = await _sender().send(receiver.url, {}, b"")

    assert answer == Answer(status)
    assert inside.connections == 0


async def test_a_name_that_does_not_resolve_passes_only_where_it_may_be_public() -> None:
    sender = _sender(resolve=_resolves_to(()))

    await sender.judge("https://hooks.example.com/")
    with pytest.raises(WebhookUrlRefusedError):
        await sender.judge("https://metadata.google.internal/")
    with pytest.raises(NoAnswerError) as told:
        await sender.send("https://hooks.example.com/", {}, b"")
    assert told.value.reason is TryError.UNREACHABLE


@pytest.mark.parametrize("behave", [stays_silent, trickles])
async def test_T41_a_slow_receiver_costs_the_timeout_and_no_more(behave: Behave) -> None:
    async with receiving(behave) as receiver:
        began = time.monotonic()
        with pytest.raises(NoAnswerError) as told:
            await _sender().send(receiver.url, {}, b"")

    assert told.value.reason is TryError.TIMED_OUT
    assert time.monotonic() - began < TIMEOUT_S + 1


async def test_T41_an_endless_answer_is_cut_and_counts() -> None:
    async with receiving(never_ends) as receiver, asyncio.timeout(5):
        assert await _sender().send(receiver.url, {}, b"") == Answer(200)


async def test_nobody_listening_is_told() -> None:
    with pytest.raises(NoAnswerError) as told:
        await _sender().send(f"http://127.255.255.1:{PORT}/", {}, b"")
    assert told.value.reason is TryError.UNREACHABLE


async def test_what_is_not_http_is_told() -> None:
    async def babbles(writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
        await writer.drain()

    async with receiving(babbles) as receiver:
        with pytest.raises(NoAnswerError) as told:
            await _sender().send(receiver.url, {}, b"")
    assert told.value.reason is TryError.UNREACHABLE


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("120", timedelta(seconds=120)),
        ("Thu, 01 Jan 2026 00:01:00 GMT", timedelta(seconds=60)),
        ("Wed, 31 Dec 2025 00:00:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
        ("9" * 40, timedelta(seconds=10**8)),
    ],
)
async def test_P43_what_a_receiver_asks_for_is_understood(
    header: str, span: timedelta | None
) -> None:
    async with receiving(answers(503, f"Retry-After: {header}")) as receiver:
        assert await _sender().send(receiver.url, {}, b"") == Answer(503, span)
