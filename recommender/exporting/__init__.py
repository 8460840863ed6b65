"""Extractions and recommendations → JSON and Word."""
