"""Repositories in one SQLite file: the embedded default.

Each aggregate is a row: its record as JSON in `body`, and beside it a typed column for everything
that is searched or sorted; instants are whole milliseconds since 1970.
Any number of processes on one machine may share the file; a network file system may not hold it.
"""
