"""What workers do with the videos of everybody."""
