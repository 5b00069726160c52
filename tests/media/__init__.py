"""Real clips, engines run as the platform runs them, and an independent judge of the outcome."""
