"""Uploads: their verbs, alone."""
