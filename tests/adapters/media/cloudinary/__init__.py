"""What the hosted engine alone promises, tried on the stand-in."""
