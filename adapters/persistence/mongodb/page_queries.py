"""Pages with their counts, any number of them as one question.

The server carries out the parts of a union one by one, each from an index of its own; it promises
no order among what they yield together, so each document says whose it is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import Document
from adapters.persistence.paging import skipped
from application.pages import VideoQuery
from domain.ids import UserId


class PageQuestion(NamedTuple):
    """A page of an owner's; `is_whole` where its videos are asked for, and not just their heads."""

    owner_id: UserId
    query: VideoQuery
    is_whole: bool


class PageFound(NamedTuple):
    """From the first of the page on, in order, one more than it has; and how many match in all."""

    documents: Sequence[Document]
    total: int


def asking_for(pages: Sequence[PageQuestion]) -> Sequence[Document]:
    """Return the pipeline, whose answer `told_of` takes apart."""
    first, *others = _parts(pages)
    return [*first, *({"$unionWith": {"coll": "videos", "pipeline": part}} for part in others)]


def told_of(pages: Sequence[PageQuestion], answer: Sequence[Document]) -> Sequence[PageFound]:
    """Return what was found, in the order of the questions."""
    found: list[list[Document]] = [[] for _ in pages]
    totals = [0] * len(pages)
    for document in answer:
        number = document.pop("_page")
        if "_total" in document:
            totals[number] = document["_total"]
        else:
            found[number].append(document)
    return [
        PageFound(queries.in_order(documents, page.query.sort), total)
        for page, documents, total in zip(pages, found, totals, strict=True)
    ]


def _parts(pages: Sequence[PageQuestion]) -> Iterator[Sequence[Document]]:
    for number, page in enumerate(pages):
        matching = queries.matching(page.owner_id, page.query)
        marked = {"$set": {"_page": number}}
        yield [*_listing(page, matching), marked]
        yield [{"$match": matching}, {"$count": "_total"}, marked]


def _listing(page: PageQuestion, matching: Document) -> Iterator[Document]:
    query = page.query
    yield {"$match": queries.beginning_after(matching, query.after)}
    yield {"$sort": dict(queries.order(query.sort))}
    if left_out := skipped(query):
        yield {"$skip": left_out}
    yield {"$limit": query.limit + 1}
    yield {"$project": queries.UNSEEN if page.is_whole else queries.head_in(query.sort)}
