"""Calls to addresses that users chose, and what keeps them out of our own network."""
