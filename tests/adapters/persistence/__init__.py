"""Records, migrations, indexes and query plans."""
