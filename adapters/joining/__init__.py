"""Sharing trips to a server."""
