"""Repositories in this process: for tests, and for libraries that keep nothing.

The aggregates are immutable, so they are kept as they are and nobody can change them behind the
store's back.
A method that does not await is atomic on an event loop; one loop uses a repository.
"""
