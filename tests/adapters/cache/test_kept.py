"""How much is kept of what was answered."""

from adapters.cache.kept import KeptAnswers
from application.pages import Page
from domain.ids import UserId
from tests.builders import an_id

OWNER_ID = an_id(UserId)


class _Store:
    """Tells what it was asked for."""

    def __init__(self, capacity: int) -> None:
        self.asked: list[str] = []
        self._kept = KeptAnswers(capacity)

    async def video(self, name: str, version: int = 1) -> object:
        async def ask() -> str:
            self.asked.append(name)
            return name

        return await self._kept.read(version, OWNER_ID, name, ask)

    async def page(self, name: str, videos: int) -> object:
        async def ask() -> Page[str]:
            self.asked.append(name)
            return Page((name,) * videos, videos, None)

        return await self._kept.read(1, OWNER_ID, name, ask)


async def test_what_was_used_longest_ago_makes_room() -> None:
    store = _Store(capacity=2)

    for name in "abacab":
        await store.video(name)

    assert store.asked == ["a", "b", "c", "b"]


async def test_a_page_takes_the_room_of_its_videos() -> None:
    store = _Store(capacity=4)

    await store.video("a")
    await store.page("three", 3)
    await store.video("a")
    await store.page("two", 2)
    store.asked.clear()

    assert [await store.video("a"), store.asked] == ["a", []]
    await store.page("two", 2)
    assert store.asked == []
    await store.page("three", 3)
    assert store.asked == ["three"]


async def test_an_answer_that_is_replaced_takes_its_room_once() -> None:
    store = _Store(capacity=2)

    for version in range(5):
        await store.video("a", version)
    await store.video("b")
    store.asked.clear()
    await store.video("a", 4)

    assert store.asked == []


async def test_pages_without_videos_take_room_too() -> None:
    store = _Store(capacity=2)

    for name in "abca":
        await store.page(name, 0)

    assert store.asked == ["a", "b", "c", "a"]


async def test_what_no_room_is_large_enough_for_is_not_kept() -> None:
    store = _Store(capacity=2)

    await store.page("three", 3)
    await store.page("three", 3)
    await store.video("a")
    await store.video("a")

    assert store.asked == ["three", "three", "a"]
