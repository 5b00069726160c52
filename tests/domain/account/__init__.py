"""People and sessions."""
