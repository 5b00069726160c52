"""What wakes readers, beyond its contract."""
