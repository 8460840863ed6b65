"""The JSON interface for integrators, described by OpenAPI 3.1."""
