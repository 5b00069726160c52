"""Resumable uploads, on memory adapters and a clock in the hand of the test."""
