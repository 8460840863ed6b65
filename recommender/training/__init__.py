"""corpus/ and labels → models/: one module a recipe, each run by a `clausier models` command."""
