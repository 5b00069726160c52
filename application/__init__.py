"""The use-cases of the product and the ports that they need."""
