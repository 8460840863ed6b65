"""Need understanding, selection, levels, filled texts and reasons."""
