"""Talking to a server of the Redis protocol."""
