"""Two adapters of one port side by side: what one answers, the other must answer."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from domain.errors import PlatformError
from tests.contracts.adapters_under_test.table import Table

Port = TypeVar("Port")

_EXAMPLES = {"sqlite": 15}
_FEW = 3  # where every question is a trip to a server


class Agreement(RuleBasedStateMachine, Generic[Port]):
    """Asks a store and its model the same questions; a subclass says which, as rules."""

    open_model: ClassVar[Callable[[], AbstractAsyncContextManager[Any]]]
    open_store: ClassVar[Callable[[], AbstractAsyncContextManager[Any]]]

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._contexts = (type(self).open_model(), type(self).open_store())
        self._model, self._store = (
            self._runner.run(context.__aenter__()) for context in self._contexts
        )

    def ask(self, question: Callable[[Port], Awaitable[object]]) -> Any:  # noqa: ANN401 - whatever was asked for
        """Ask both, and return the answer or the type of the error that they agree on."""
        expected, answered = (
            self._runner.run(_outcome(question(asked))) for asked in (self._model, self._store)
        )
        assert answered == expected
        return expected

    def teardown(self) -> None:
        for context in self._contexts:
            self._runner.run(context.__aexit__(None, None, None))
        self._runner.close()


def others_than_memory(table: Table[Any]) -> list[str]:
    """Return the names of the adapters that have the one in memory as their model."""
    return [name for name in table if name != "memory"]


def assert_agreement(
    machine: type[Agreement[Any]], table: Table[Any], name: str, request: pytest.FixtureRequest
) -> None:
    """Run `machine` over the adapter called `name`, with the one in memory as its model."""

    def opened(adapter: str) -> Callable[[], AbstractAsyncContextManager[Any]]:
        return lambda: table[adapter].open(request)

    class Machine(machine):  # type: ignore[misc,valid-type]  # the class is an argument
        open_model = staticmethod(opened("memory"))
        open_store = staticmethod(opened(name))

    limits = settings(max_examples=_EXAMPLES.get(name, _FEW), stateful_step_count=40)
    run_state_machine_as_test(Machine, settings=limits)


async def _outcome(answer: Awaitable[object]) -> object:
    try:
        return await answer
    except (PlatformError, ValueError) as error:  # an aggregate refuses states with a ValueError
        return type(error)
