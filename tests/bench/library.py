"""Libraries of any size, written as rows: uploading a million videos would take days."""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pymongo import MongoClient
from pymongo.collection import Collection

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.video_repository import _document
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.sqlite.video_rows import _row
from domain.ids import UserId
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Rendition
from domain.video.video import Video
from tests.builders import NOW, a_publication, a_source_info, a_video

OWNED = 100
"""Videos of each one who is measured, however large the library is."""

_OWNERS = 10_000
_RUNGS = ((1920, 1080), (1280, 720), (854, 480), (640, 360))
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class _Place:
    """What tells one video from another."""

    id: str
    owner_id: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Library:
    """`videos` of ten thousand owners, and `OWNED` of each who is measured; all can be played."""

    measured: tuple[str, ...]
    videos: int

    def fill_sqlite(self, path: Path) -> None:
        """Write into a file that the product has made and closed."""
        model = _model()
        row = _row(model) | {"owner_id": model.owner_id, "created_at": to_ms(model.created_at)}
        columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        insertion = f"INSERT INTO videos ({columns}) VALUES ({marks})"
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA synchronous = OFF")
            for places in self._batches():
                with file:
                    file.executemany(insertion, [_row_at(row, model, place) for place in places])
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with path.open("rb") as written:
            os.fsync(written.fileno())  # or the system writes for minutes beside what is read

    def fill_mongodb(self, uri: str) -> None:
        """Write into a database that the product has opened once."""
        document = _document(_model(), [])
        client: MongoClient[Document]
        with MongoClient(uri) as client:
            found: Collection[Document] = client.get_default_database()["videos"]
            for places in self._batches():
                found.insert_many([_document_at(document, place) for place in places])
            client.admin.command("fsync")  # here, too

    def _batches(self) -> Iterator[list[_Place]]:
        owners = [f"00000000-0000-7000-8000-{number:012x}" for number in range(_OWNERS)]
        every = max(1, self.videos // OWNED)
        places = (
            place
            for number in range(self.videos)
            for place in self._places(number, owners[number % _OWNERS], every)
        )
        while batch := list(itertools.islice(places, _BATCH)):
            yield batch

    def _places(self, number: int, owner_id: str, every: int) -> Iterator[_Place]:
        """Yield a video of somebody, and every so often one of each who is measured."""
        at = NOW + timedelta(milliseconds=number)
        title = f"Lecture {number} of many"
        yield _Place(_id_at(at, 1), owner_id, title, at)
        if number % every == 0 and number // every < OWNED:
            for kind, measured_id in enumerate(self.measured, start=2):
                yield _Place(_id_at(at, kind), measured_id, title, at)


def _model() -> Video:
    renditions = tuple(Rendition(f"{high}p", wide, high, high * 3000) for wide, high in _RUNGS)
    return a_video(
        VideoStatus.READY,
        source_info=a_source_info(),
        publication=a_publication(renditions=renditions, has_thumbnail=True, has_storyboard=True),
        placeholder="data:image/webp;base64," + "A" * 160,
        progress=1.0,
        complete=True,
    )


def _id_at(at: datetime, kind: int) -> str:
    """Return an id of version 7, which rises with time."""
    digits = f"{to_ms(at):012x}"
    return f"{digits[:8]}-{digits[8:]}-7000-8000-{kind:012x}"


def _row_at(row: dict[str, object], model: Video, place: _Place) -> dict[str, object]:
    instant = f"{place.created_at.replace(tzinfo=None).isoformat()}Z"
    body = (
        str(row["body"])
        .replace(model.id, place.id, 1)
        .replace(model.owner_id, place.owner_id, 1)
        .replace(model.title.text, place.title, 1)
        .replace(f"{NOW.replace(tzinfo=None).isoformat()}Z", instant, 2)
    )
    return row | {
        "id": place.id,
        "owner_id": place.owner_id,
        "created_at": to_ms(place.created_at),
        "title_folded": place.title.lower(),
        "body": body,
    }


def _document_at(document: Document, place: _Place) -> Document:
    return document | {
        "_id": place.id,
        "owner_id": UserId(place.owner_id),
        "title": place.title,
        "created_at": place.created_at,
        "updated_at": place.created_at,
        "keys": document["keys"] | {"title_folded": place.title.lower()},
    }
