"""The ways in: settings, composition, the HTTP API, the worker and the command line."""
