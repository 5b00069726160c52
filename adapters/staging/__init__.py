"""Staging areas: where uploads rest until they are processed."""
