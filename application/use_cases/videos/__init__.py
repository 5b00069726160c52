"""What owners do with their videos."""
