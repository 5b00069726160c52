"""Media stores, where the contract does not reach: durability, links, crashes."""
