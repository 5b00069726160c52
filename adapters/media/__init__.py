"""Media engines: one folder or module per technology, and the scratch space they share."""
