"""Need + duties as data → which duties are due on the launch date, and why."""
