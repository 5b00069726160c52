"""Stores: one folder per technology, and the stored form of the aggregates that they share."""
