"""Repositories in MongoDB, the same code on Motor and on PyMongo's own asyncio client.

Each aggregate is a document: its record with `_id` for `id`, and in a video's `keys` what it is
found by and the record does not hold as such.
Writes are acknowledged by a majority and journalled; reads go to the primary.
"""
