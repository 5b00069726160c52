"""What people and workers can do; one file each."""
