"""corpus/ files → bundles, taxonomy, law; and the checks that keep bad content out."""
