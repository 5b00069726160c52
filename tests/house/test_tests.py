"""A test can fail, and a promise or threat in its name exists."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import modules, text_of

Test = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_test_is_empty() -> None:
    empty = {f"{path}: {test.name}" for path, test in _tests() if not _acts(test)}

    assert empty == set()


def test_every_test_file_holds_a_test() -> None:
    with_tests = {path for path, _ in _tests()}

    assert {str(path) for path in _test_files() if path not in with_tests} == set()


def test_no_name_hides_an_earlier_test() -> None:
    seen: dict[tuple[Path, int, str], int] = {}
    for path in _test_files():
        for scope in ast.walk(ast.parse(text_of(path))):
            if isinstance(scope, ast.Module | ast.ClassDef):
                for test in _tests_in(scope):
                    key = (path, getattr(scope, "lineno", 0), test.name)
                    seen[key] = seen.get(key, 0) + 1

    assert {f"{path}: {name}" for (path, _, name), times in seen.items() if times > 1} == set()


def _test_files() -> Iterator[Path]:
    return (path for path in modules("tests") if path.name.startswith("test_"))


def _tests() -> Iterator[tuple[Path, Test]]:
    for path in _test_files():
        for node in ast.walk(ast.parse(text_of(path))):
            yield from ((path, test) for test in _tests_in(node))


def _tests_in(scope: ast.AST) -> Iterator[Test]:
    if isinstance(scope, ast.Module | ast.ClassDef):
        for node in scope.body:
            if isinstance(node, Test) and node.name.startswith("test_"):
                yield node


def _acts(test: Test) -> bool:
    """Tell whether a body does anything besides describing itself."""
    return any(
        not isinstance(statement, ast.Pass)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in test.body
    )
