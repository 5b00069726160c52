"""Whole requests: every answer is in order, whatever the head and the body hold."""

import asyncio

from tests.fuzz.inner_api import InnerApi, Reply, Sent

_TOKENS = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")
_CONTROLS = frozenset(range(0x20)) - {0x09} | {0x7F}

SEEDS = (
    b"GET /api/videos/my?page=1&limit=10&status=READY&sort=-title&q=bikes\nauthorization: me\n\n",
    (
        b"GET /api/videos/my?cursor=WyItY3JlYXRlZEF0IiwiMjAyNi0wMS0wMVQwMDowMDowMCswMDowMCJd\n"
        b"authorization: me\nx-request-id: a-b_c\n\n"
    ),
    (
        b'POST /api/auth/register\ncontent-type: application/json; charset="utf-8"\n\n'
        b'{"name": "Eve", "email": "eve@example.com", "password": "correct horse"}'
    ),
    (
        b"POST /api/auth/login\ncontent-type: application/json\nuser-agent: curl/8\n\n"
        b'{"email": "ada@example.com", "password": "x"}'
    ),
    (
        b"PATCH /api/videos/VIDEO\nauthorization: me\ncontent-type: application/json\n"
        b'if-match: "1"\n\n{"title": "Mine", "description": "a\\nb"}'
    ),
    (
        b"POST /api/uploads\nauthorization: me\ntus-resumable: 1.0.0\nupload-length: 3\n"
        b'upload-metadata: filename YS5tcDQ=\nidempotency-key: "k"\n\n'
    ),
    (
        b"PATCH /api/uploads/UPLOAD\nauthorization: me\ntus-resumable: 1.0.0\nupload-offset: 0\n"
        b"content-type: application/offset+octet-stream\n\nabc"
    ),
    (
        b"POST /api/videos/upload\nauthorization: me\n"
        b"content-type: multipart/form-data; boundary=b\n\n"
        b'--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nBikes\r\n'
        b'--b\r\ncontent-disposition: form-data; name="video"; filename="a"\r\n\r\n\x00\r\n--b--'
    ),
    b'GET /api/videos/VIDEO/source\nauthorization: me\nrange: bytes=0-1\nif-range: "x"\n\n',
    b"GET /media/GRANT/master.m3u8\nrange: bytes=-1\n\n",
    b"GET /api/events?after=0&wait=0\nauthorization: me\nlast-event-id: 1\n\n",
    (
        b"POST /api/auth/tokens\nauthorization: me\ncontent-type: application/json\n\n"
        b'{"name": "CI", "scopes": ["videos:read"], "expiresIn": 1}'
    ),
    (
        b"POST /api/webhooks\nauthorization: me\ncontent-type: application/json\n\n"
        b'{"url": "http://[::ffff:7f00:1]:80/", "events": ["video.created"]}'
    ),
    (
        b"OPTIONS /api/videos/my\norigin: https://example.com\n"
        b"access-control-request-method: GET\nx-forwarded-for: 10.0.0.1, ::1\n\n"
    ),
    b"GET /openapi.json\naccept: text/html\n\n",
)

_runner = asyncio.Runner()
_api = InnerApi.open(_runner)


def try_one(data: bytes) -> None:
    """Send `data` as a request, and look at what comes back."""
    reply = _runner.run(_api.ask(_request(data)))
    if reply is not None:
        _judge(reply)


def _request(data: bytes) -> Sent:
    """Return what a server would pass on of `data`: it lets neither odd names nor controls by."""
    head, _, body = data.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    method, _, target = first.partition(b" ")
    headers = []
    for line in lines:
        name, _, value = line.partition(b": ")
        if name and _TOKENS.issuperset(name.lower()) and _CONTROLS.isdisjoint(value):
            headers.append((name.lower(), value.strip(b" \t")))
    visible = bytes(byte for byte in target if 0x20 < byte < 0x7F)
    return Sent(method.decode("latin-1") or "GET", visible, headers, body)


def _judge(reply: Reply) -> None:
    assert reply.status != 500, "an error that nobody foresaw"
    names = [name for name, _ in reply.headers]
    assert names.count(b"x-request-id") == 1
    assert all(b"\n" not in value and b"\r" not in value for _, value in reply.headers)
    if reply.status >= 400 and not reply.is_head:
        assert reply.problem_code(), reply
