"""Files on this machine's disk."""
