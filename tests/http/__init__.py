"""The HTTP API: in this process over memory adapters, and on a real server where bytes count."""
