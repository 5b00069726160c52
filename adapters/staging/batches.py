"""How many bytes travel to a thread together."""

BATCH_BYTES = 256 * 1024
"""What a hop to a thread carries at least, so that the hop is small beside its work."""
