"""Files are small, named for what they hold, and introduce themselves."""

import ast

from tests.house.tree import LAYERS, modules, text_of

MAX_LINES = 250
WORDS_THAT_SAY_NOTHING = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "misc",
}


def test_no_file_is_longer_than_one_idea() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in modules(*LAYERS, "tests")}

    assert {str(path): lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_names_of_modules_and_packages_say_something() -> None:
    named = set(modules(*LAYERS, "tests"))

    vague = {
        str(path)
        for path in named
        if any(set(part.split("_")) & WORDS_THAT_SAY_NOTHING for part in path.with_suffix("").parts)
    }

    assert vague == set()


def test_every_package_and_module_opens_with_its_duty() -> None:
    silent = {
        str(path)
        for path in modules(*LAYERS, "tests")
        if not ast.get_docstring(ast.parse(text_of(path)))
    }

    assert silent == set()


def test_every_folder_with_modules_is_a_package() -> None:
    files = set(modules(*LAYERS, "tests"))

    assert {str(path) for path in files if path.with_name("__init__.py") not in files} == set()
