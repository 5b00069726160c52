"""Why the platform does not start."""


class StartError(Exception):
    """The platform cannot start; the text tells the operator which setting to look at."""
