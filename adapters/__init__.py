"""The ports, each filled in by a technology; only the container imports from here."""
