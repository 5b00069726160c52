"""The tus protocol, verb by verb: every status and header of its text."""
