"""Clausier: responsible-procurement clauses and award criteria for a buyer's draft."""

__version__ = "0.8.0"
