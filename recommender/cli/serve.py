"""`clausier serve`: web pages and API on this machine."""

from typing import Any

import click

from recommender.cli.console import current_settings, open_services, tell


@click.command(help="Ouvre les pages et l'API sur cette machine.")
@click.option("--host", help="Adresse d'écoute (par défaut : CLAUSIER_HOST).")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port (par défaut : CLAUSIER_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Serve until interrupted."""
    settings = current_settings()
    address = f"{host or settings.host}:{port or settings.port}"
    # Prepares what must be built once, before the workers start.
    open_services().close()
    tell(f"Pages : http://{address}/  —  API : http://{address}/api/v1/openapi.json  (Ctrl+C pour arrêter)")
    _run_gunicorn(address)


def _run_gunicorn(address: str) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn on our application, without a configuration file."""

        def load_config(self) -> None:
            """Threads share the models; a request may read a long document."""
            for key, value in (("bind", address), ("workers", 1), ("threads", 4), ("timeout", 180)):
                self.cfg.set(key, value)

        def load(self) -> Any:
            """The WSGI application, built in the worker."""
            from web import create_app

            services = open_services()
            services.warm_up()
            return create_app(services)

    Server().run()
