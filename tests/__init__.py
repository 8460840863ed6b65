"""The tests. A regular package: some libraries install a `tests` of their own, which would hide ours."""
