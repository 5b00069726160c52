"""Wake-ups for workers, waited for."""
