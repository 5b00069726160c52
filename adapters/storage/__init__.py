"""Media stores: where published files and kept sources lie."""
