"""The web door: pages for buyers and a JSON interface for integrators."""

from web.app import create_app

__all__ = ["create_app"]
