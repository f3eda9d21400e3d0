"""Bodies of requests at the door, before Django: those in chunks made whole, unread ones read out.

Django takes a body without ``Content-Length`` for an empty one, so what a client sends in chunks
would be lost without a word. And a server that answers a body it has not read must close the
connection: who is still sending may never see why (401, 413, 429), and who sends the next
request down the same connection sees it break.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PIECE_BYTES = 64 * 1024
IN_MEMORY_BYTES = 1024 * 1024
"""A larger body in chunks waits in a file."""
READ_OUT_S = 5.0
"""What has not come by then is not waited for: the connection is closed."""


def whole_bodies(application: Application) -> Application:
    """``application``, which gets each body with its length, and reads none in vain.

    Of a body in chunks at most one byte more than ``DATA_UPLOAD_MAX_MEMORY_SIZE`` is read:
    enough for every endpoint to say that it is too large. Servers that do not end the input
    where the body ends are left alone.
    """

    def served(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ.get("wsgi.input_terminated"):
            return application(environ, start_response)
        sent = environ["wsgi.input"]
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            environ |= _whole(sent)
        answer = application(environ, start_response)
        _read_out(sent, environ.get("gunicorn.socket"))
        return answer

    return served


def _whole(sent: Any) -> Environ:
    """What the environment says of a body whose length nobody announced."""
    # Closed with the request, whose input it is.
    body = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115
    left = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    while left > 0 and (piece := sent.read(min(PIECE_BYTES, left))):
        body.write(piece)
        left -= len(piece)
    length = body.tell()
    body.seek(0)
    return {"wsgi.input": body, "CONTENT_LENGTH": str(length)}


def _read_out(sent: Any, sock: Any) -> None:
    """Read what is left of a body, if it comes soon and is no longer than any may be."""
    left, ends = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, time.monotonic() + READ_OUT_S
    # However it ends, the answer is made; a connection that broke shows by itself.
    with suppress(Exception):
        while left > 0 and (seconds := ends - time.monotonic()) > 0:
            if sock is not None:
                sock.settimeout(seconds)
            piece = sent.read(PIECE_BYTES)
            if not piece:
                break
            left -= len(piece)
    if sock is not None:
        sock.settimeout(None)
