"""Uploads that clients send straight to a hosted engine."""
