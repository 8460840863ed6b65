"""French word forms shared by the stages: they rest on the domain alone."""
