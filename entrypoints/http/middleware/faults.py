"""The last place where an error can become an answer."""

from entrypoints.http.exchange import Exchange
from entrypoints.http.problems import answer_for


async def answer_fault(exchange: Exchange, error: Exception, retry_after_s: int) -> None:
    """Answer what nobody else has: errors of the routes are answered by the framework.

    Both use the same words.
    """
    answer = answer_for(error, exchange.request_id, retry_after_s)
    exchange.problem_code = answer.code
    await exchange.send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": [(k.encode(), v.encode()) for k, v in answer.headers],
        }
    )
    await exchange.send({"type": "http.response.body", "body": answer.body, "more_body": False})
