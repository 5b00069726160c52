"""Time and randomness of this machine."""
