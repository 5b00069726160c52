"""Pages that need not be put together again."""

from adapters.persistence.known_pages import KnownPages
from application.pages import DEFAULT_LIMIT, Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId
from tests.builders import a_video, an_id

OWNER_ID, QUERY = an_id(UserId), VideoQuery(page=2)
PAGE = Page((OwnVideo.of(a_video()),), total=11, next=None)
TOLD = [(11, "one", 1, 1)]


def test_a_page_is_known_while_the_store_tells_the_same() -> None:
    known = KnownPages()

    assert known.find(OWNER_ID, QUERY, TOLD) is None
    assert known.keep(OWNER_ID, QUERY, TOLD, PAGE) is known.find(OWNER_ID, QUERY, list(TOLD))
    for changed in ([(12, "one", 1, 1)], [(11, "one", 1, 2)], [*TOLD, (11, "two", 1, 1)]):
        assert known.find(OWNER_ID, QUERY, changed) is None


def test_P17_a_page_is_known_to_its_owner_and_its_question_alone() -> None:
    known = KnownPages()
    known.keep(OWNER_ID, QUERY, TOLD, PAGE)

    assert known.find(an_id(UserId), QUERY, TOLD) is None
    assert known.find(OWNER_ID, VideoQuery(page=3), TOLD) is None


def test_the_page_that_came_first_is_forgotten_where_there_is_no_room() -> None:
    known = KnownPages(capacity=2)
    queries = [VideoQuery(page=number) for number in range(1, 4)]

    for query in queries:
        known.keep(OWNER_ID, query, TOLD, PAGE)

    assert [known.find(OWNER_ID, query, TOLD) for query in queries] == [None, PAGE, PAGE]


def test_a_long_page_is_not_kept() -> None:
    known, query = KnownPages(), VideoQuery(limit=DEFAULT_LIMIT + 1)

    assert known.keep(OWNER_ID, query, TOLD, PAGE) is PAGE
    assert known.find(OWNER_ID, query, TOLD) is None
