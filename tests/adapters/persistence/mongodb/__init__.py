"""What MongoDB alone promises."""
