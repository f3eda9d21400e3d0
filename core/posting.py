"""The one door out, for what this server sends: a POST to an address that somebody named.

As with downloads, what may be reached is decided in ``core.addresses`` and how in
``core.outgoing``. Redirects are never followed.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from urllib3.response import HTTPResponse

from core.addresses import AllowedHosts
from core.outgoing import Deadline, connected
from core.url_text import parse_url

EXCERPT_BYTES = 500
EXCERPT_S = 1.0
"""How long the beginning of an answer's body is waited for, once its status is known."""
HEADERS = {
    "User-Agent": "Triptych/1 webhooks",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said. ``excerpt`` is the beginning of its body."""

    status: int
    excerpt: bytes
    retry_after: str = ""


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    deadline_s: float,
    allowed_hosts: Iterable[str] = (),
) -> Answer:
    """POST ``body`` to ``url``; within ``deadline_s`` seconds there is an answer or an error.

    ``allowed_hosts`` as :func:`core.fetching.fetch` takes them.

    Raises:
        MalformedUrl, UnsupportedScheme: by the text of ``url`` alone.
        AddressRefused: a host, port, address or userinfo that we do not serve.
        FetchFailed: no answer, or none in time.
    """
    deadline = Deadline(deadline_s)
    target = parse_url(url)
    with connected(target, AllowedHosts.parse(allowed_hosts), deadline) as connection:
        sock = connection.sock
        connection.timeout = deadline.left()
        # Who refuses a long body may close before all of it is sent, and has said why.
        with suppress(BrokenPipeError):
            connection.request(
                "POST",
                target.request_target,
                body=body,
                headers={"Host": target.authority, **HEADERS, **headers},
                preload_content=False,
            )
        connection.timeout = deadline.left()
        response = connection.getresponse()
        deadline.left()  # headers that the watchdog cut look complete
        return Answer(
            status=response.status,
            excerpt=_excerpt(sock, response),
            retry_after=response.headers.get("Retry-After", ""),
        )


def _excerpt(sock: socket.socket | None, response: HTTPResponse) -> bytes:
    """At most the first ``EXCERPT_BYTES``, and what has come of them after ``EXCERPT_S``."""
    begun, until = bytearray(), time.monotonic() + EXCERPT_S
    # The status counts; a body that hangs or breaks off changes nothing about it.
    with suppress(Exception):
        while len(begun) < EXCERPT_BYTES and (left := until - time.monotonic()) > 0:
            if sock is not None:
                sock.settimeout(left)
            chunk = response.read1(EXCERPT_BYTES - len(begun))
            if not chunk:
                break
            begun += chunk
    return bytes(begun)
