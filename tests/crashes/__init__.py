"""Killing the product between any two of its steps."""
