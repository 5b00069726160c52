"""The hosted engine on the real service, by those who have an account: `make live`."""
