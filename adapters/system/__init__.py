"""Time and randomness, which nothing else may reach for by itself."""
