"""Webhooks: endpoints that people register, and the deliveries to them."""
