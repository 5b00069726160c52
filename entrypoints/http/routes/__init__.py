"""One handler for every use-case that HTTP offers."""
