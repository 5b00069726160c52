"""Wake-ups for workers; the records say what there is to do."""
