"""Caches of reads."""
