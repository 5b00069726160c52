"""Files on this machine and in memory, as staging and storage both need them."""
