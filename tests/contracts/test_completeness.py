"""No adapter escapes its contract."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import adapters
import application.ports
from tests.contracts.adapters_under_test import TABLES


def test_every_adapter_of_a_port_is_in_the_ports_table() -> None:
    tables = [(port, adapter) for port, table in TABLES.items() for adapter in table.values()]
    made = {(port, adapter.made) for port, adapter in tables}
    parts = {part for _, adapter in tables for part in adapter.parts}

    escaped = {
        f"{found.__module__}.{found.__name__}: {port.__name__}"
        for port in _ports()
        for found in _adapters_of(port)
        if (port, found) not in made and found not in parts
    }

    assert escaped == set()


def test_every_table_has_its_suite() -> None:
    suites = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    without = {
        port.__name__
        for port in TABLES
        if f"test_{port.__module__.rpartition('.')[2]}" not in suites
    }

    assert without == set()


def test_what_a_table_makes_inherits_from_its_port() -> None:
    strangers = {
        f"{adapter.made.__name__}: {port.__name__}"
        for port, table in TABLES.items()
        for adapter in table.values()
        if port not in adapter.made.__mro__
    }

    assert strangers == set()


def _ports() -> set[type[Any]]:
    return {
        member
        for module in _modules(application.ports)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if Protocol in member.__bases__ and member.__module__ == module.__name__
    }


def _adapters_of(port: type[Any]) -> set[type[Any]]:
    return {
        member
        for module in _modules(adapters)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if port in member.__mro__ and member.__module__ == module.__name__
    }


def _modules(package: ModuleType) -> list[ModuleType]:
    names = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(found.name) for found in names]
