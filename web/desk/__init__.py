"""The buyer's desk: one consultation read, judged, completed, and taken away."""
