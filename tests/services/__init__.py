"""Real servers for the tests: started on free ports, stopped by process id."""
