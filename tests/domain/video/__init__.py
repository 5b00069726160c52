"""The video aggregate and its value objects."""
