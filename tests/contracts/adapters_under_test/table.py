"""The shape of a table of adapters.

To put an adapter under its contract, add a line to the table of its port:

    CLOCKS: Table[Clock] = {"system": Adapter(SystemClock, open=opened_clock)}

and, where the table itself is missing, a line to `TABLES` in the package's `__init__` and a suite
`tests/contracts/test_<module of the port>.py` whose fixture is parametrised from the table:

    @pytest.fixture(params=each(CLOCKS))
    async def clock(request: pytest.FixtureRequest) -> AsyncIterator[Clock]:
        async with request.param.open(request) as clock:
            yield clock
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

Port = TypeVar("Port")


@dataclass(frozen=True, slots=True)
class Adapter(Generic[Port]):
    """One adapter under test, empty whenever it is opened.

    `made` is its class.
    `open` makes one for one test; it asks the request for the fixtures that it needs, so that
    a server is started only when an adapter that talks to it is tested.
    `parts` are classes that only the adapter makes, judged by the same suite: its writers, files.
    """

    made: type[Port]
    open: Callable[[pytest.FixtureRequest], AbstractAsyncContextManager[Port]]
    parts: tuple[type[Any], ...] = ()


Table = Mapping[str, Adapter[Port]]


def each(table: Table[Port]) -> list[ParameterSet]:
    """Return one parameter per adapter, named as in the table."""
    return [pytest.param(adapter, id=name) for name, adapter in table.items()]
