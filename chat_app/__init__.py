"""The pages and the REST API, served together by one process.

`serve` runs them on a host and port until the process is ended; `build` gives the ASGI
application alone. What a page shows comes from `answering.Kilde`, of which there is one a
process; every text on a page comes from `config/texts`.
"""

from chat_app.app import build, serve

__all__ = ["build", "serve"]
