"""A server's whole program: it says how much of a body came, or answers without looking."""

import json
from collections.abc import Iterable

from django.conf import settings

from core.incoming import whole_bodies

MOST = 300_000

if not settings.configured:
    settings.configure(DATA_UPLOAD_MAX_MEMORY_SIZE=MOST)


def echo(environ, start_response) -> Iterable[bytes]:
    said = {"announced": environ.get("CONTENT_LENGTH")}
    if environ["PATH_INFO"] == "/refused":
        start_response("401 Unauthorized", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]
    length = int(said["announced"] or 0)
    said["body"] = environ["wsgi.input"].read(length)[:20].decode() if length else ""
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]


application = whole_bodies(echo)
