"""Counters of what is used, so that nobody uses too much."""
