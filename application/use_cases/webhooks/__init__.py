"""Endpoints that users register, and the deliveries to them."""
