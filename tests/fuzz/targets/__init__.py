"""What is fuzzed: each module has `SEEDS` to begin with, and `try_one`, which raises on a fault."""
