"""The product as its users meet it: a process, its HTTP API, players and crashes."""
