"""Ports that tests hold in their hand; they pass the same contracts as the adapters."""
