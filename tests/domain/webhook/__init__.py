"""Endpoints and deliveries, by their rules alone."""
