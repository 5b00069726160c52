"""The video: its lifecycle, its source, and what was made of it."""
