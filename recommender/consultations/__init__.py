"""Consultations being prepared: their files in an expiring private folder, what was read in them, what was chosen."""
