"""Whether the time that a login takes tells who has an account."""

import statistics
import time
from dataclasses import replace

from application.limits import AccountLimits
from entrypoints.settings import HashingSettings, Settings
from tests.http.api import Api, an_email, running_api

_TRIES = 100
_FAR_APART = 0.2
"""Five times the deviation of the rank statistic of 100 and 100 times drawn alike."""


async def test_P12_T17_known_and_unknown_addresses_take_the_same_time(settings: Settings) -> None:
    chosen = replace(
        settings,
        accounts=AccountLimits(login_rates=None),
        request_rates=None,
    )
    async with running_api(chosen, hashing=HashingSettings()) as api:
        known = (await api.register()).email
        await _time_of_login(api, known)
        times = [
            (await _time_of_login(api, known), await _time_of_login(api, an_email()))
            for _ in range(_TRIES)
        ]
    of_known, of_unknown = zip(*times, strict=True)
    medians = statistics.median(of_known), statistics.median(of_unknown)
    apart = abs(medians[0] - medians[1])
    assert apart < 0.010 or apart < 0.10 * min(medians)
    assert abs(_chance_of_longer(of_known, of_unknown) - 0.5) < _FAR_APART


async def _time_of_login(api: Api, email: str) -> float:
    began = time.perf_counter()
    body = {"email": email, "password": "a wrong password"}
    answer = await api.http.post("/api/auth/login", json=body)
    assert answer.status_code == 401
    return time.perf_counter() - began


def _chance_of_longer(some: tuple[float, ...], others: tuple[float, ...]) -> float:
    """Return how often one of `some` is longer than one of `others`.

    Source: Mann and Whitney, 1947: the rank statistic U over the number of pairs.
    """
    longer = sum((one > other) + (one == other) / 2 for one in some for other in others)
    return longer / (len(some) * len(others))
