"""Telling owners what happens to their videos."""
