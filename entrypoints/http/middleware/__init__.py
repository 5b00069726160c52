"""Plain ASGI layers around the routes, outermost first: see `stack.py`."""
