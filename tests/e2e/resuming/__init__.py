"""Uploads over a line that is cut again and again, by clients that others wrote."""
