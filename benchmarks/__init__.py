"""Measurements run by a command, never by the tests."""
