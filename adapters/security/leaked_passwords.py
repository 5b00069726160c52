"""The passwords that guessers try first."""

from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_WANTED = 3000
"""Source: OWASP ASVS 5.0 requirement 6.2.4: the most common that satisfy the length rule."""


def most_common_passwords(min_chars: int) -> frozenset[str]:
    """Return the 3000 most common passwords of at least `min_chars` characters, in lower case.

    They are the first of the 30 000 that zxcvbn ranks by how often they were found in leaks.
    Its list is loaded as a module of its own, which is forgotten again: importing the package
    builds matchers of 14 MiB that nobody here asks for.

    Raises:
        ModuleNotFoundError: zxcvbn is not installed.
    """
    package = find_spec("zxcvbn")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("zxcvbn is not installed", name="zxcvbn")
    loader = SourceFileLoader(
        "frequency_lists", str(Path(package.origin).with_name("frequency_lists.py"))
    )
    module = ModuleType(loader.name)
    loader.exec_module(module)
    ranked: list[str] = module.FREQUENCY_LISTS["passwords"]
    return frozenset([word for word in ranked if len(word) >= min_chars][:_WANTED])
