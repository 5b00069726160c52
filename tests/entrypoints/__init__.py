"""Settings, composition, the worker and the command line."""
