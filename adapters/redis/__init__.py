"""Servers of the Redis protocol, as every adapter on one of them needs them."""
