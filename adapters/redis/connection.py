"""The connections of a process to its server of the Redis protocol."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

ANSWER_S = 1.0
"""How long anybody waits for the server: what it does, this process can do without."""


def connect(url: str) -> Redis:
    """Return a client that connects when it is first used, and again when a connection is lost.

    A command is tried twice at once, since a server that came back closes what was open before.
    """
    return Redis.from_url(
        url,
        socket_connect_timeout=ANSWER_S,
        retry=Retry(NoBackoff(), 1),
        client_name="streaming-platform",
    )
