"""Whole use-cases on memory adapters."""
