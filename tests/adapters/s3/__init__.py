"""What the object store's client promises beyond the contracts."""
