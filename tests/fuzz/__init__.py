"""Inputs that nobody thought of: found by the branches they reach, and from the description."""
