"""Answers that are kept while they are provably current."""
