"""Passwords, tokens, grants, and which sessions have ended."""
