"""Known answers, forgeries and floods."""
