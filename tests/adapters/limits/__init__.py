"""What counters promise beyond their contract."""
