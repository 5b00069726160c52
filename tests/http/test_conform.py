"""The running API keeps the description that it gives of itself."""
