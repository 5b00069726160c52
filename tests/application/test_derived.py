"""What is made of objects, and kept beside them."""

from application.derived import Derived


class Source:
    """Something of which something is made."""


def test_what_is_made_is_kept_as_long_as_its_source() -> None:
    derived, source = Derived[Source, str](), Source()

    assert derived.keep(source, "made") == derived.find(source) == "made"
    del source
    assert derived.find(Source()) is None


def test_what_is_made_anew_takes_the_place_of_the_older() -> None:
    derived, source = Derived[Source, str](), Source()
    derived.keep(source, "made")

    derived.keep(source, "made anew")

    assert derived.find(source) == "made anew"
