"""A small web server for the photos of the demo and the benchmarks, on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ADDRESS = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the table is what people look at."""


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the files of ``folder`` while the block runs; yields ``host:port``.

    ``port`` 0 takes a free one. OSError when the port is taken.
    """
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer((ADDRESS, port), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"{ADDRESS}:{server.server_port}"
        finally:
            server.shutdown()
