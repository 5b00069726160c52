"""Watching the work."""
