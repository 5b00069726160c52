"""A search costs the same whatever its text tries to be."""

from pymongo import MongoClient

from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from domain.ids import UserId
from tests.adapters.persistence.hostile_search import backtracking_bait, slowest_against_plain
from tests.adapters.persistence.mongodb.bulk import insert_videos
from tests.builders import an_id


async def test_T49_hostile_searches_take_as_long_as_plain_ones(mongo_uri: str) -> None:
    owner_id = an_id(UserId)
    client: MongoClient[dict[str, object]]
    async with MongoDatabase(mongo_uri, "pymongo") as database:
        with MongoClient(mongo_uri) as client:
            insert_videos(client.get_default_database(), backtracking_bait(owner_id))

        assert await slowest_against_plain(MongoVideoRepository(database), owner_id) < 3
