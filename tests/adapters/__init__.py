"""What one technology alone promises, beyond its port."""
