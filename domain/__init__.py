"""The rules of the product: aggregates and value objects, without I/O, clock or randomness."""
