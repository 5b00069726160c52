"""The parts of the container: adapters behind groups of ports, and the use-cases over them."""
