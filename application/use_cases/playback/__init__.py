"""Playing what is published."""
