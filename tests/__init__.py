"""Every promise, shown on the parts that a user runs."""
