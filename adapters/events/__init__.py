"""Ways of waking readers of the event log."""
