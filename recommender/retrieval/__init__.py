"""Need → candidates: French stems, dense vectors, and their fusion."""
