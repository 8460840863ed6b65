"""Documents in: received once each with their provenance, read in the background, safe against any interruption."""
