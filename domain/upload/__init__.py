"""Uploads: resumable transfers, each of which ends as one video or as nothing."""
