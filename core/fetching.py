"""The one door out: everything that this server downloads passes through here.

What it may reach is decided in ``core.addresses``, how it is reached in
``core.outgoing``; here live the redirects, the caps and the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from urllib3.response import HTTPResponse

from core.addresses import AllowedHosts
from core.errors import (
    AddressRefused,
    FetchFailed,
    ImageTooLarge,
    InvalidInput,
    MalformedUrl,
    UnsupportedScheme,
)
from core.outgoing import Deadline, connected
from core.url_text import UrlTarget, judge_url, parse_url

# The text of a URL is judged through this door too, so its two refusals are handed on.
__all__ = ["Fetched", "MalformedUrl", "UnsupportedScheme", "fetch", "judge_url"]

DEFAULT_DEADLINE_S = 15.0
MAX_REDIRECTS = 3
CHUNK_BYTES = 65_536
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
REQUEST_HEADERS = {
    "User-Agent": "Triptych/1 image-fetcher",
    "Accept": "image/jpeg,image/png,image/webp,image/*;q=0.8,*/*;q=0.5",
    # Pictures are compressed already; a server that compresses anyway is decoded and capped.
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetched:
    """What a GET brought home.

    ``url`` is the final address without query or fragment, fit for logs.
    ``content_type`` and ``file_name`` are what the other side claims.
    """

    data: bytes
    url: str
    content_type: str
    file_name: str


def fetch(
    url: str,
    *,
    max_bytes: int,
    deadline_s: float = DEFAULT_DEADLINE_S,
    allowed_hosts: Iterable[str] = (),
) -> Fetched:
    """GET ``url`` and return at most ``max_bytes`` decoded bytes within ``deadline_s`` seconds.

    ``allowed_hosts`` opens private places on purpose: ``host``, ``host:port``,
    ``[v6]:port`` or CIDR (see :class:`core.addresses.AllowedHosts`).

    Raises:
        MalformedUrl, UnsupportedScheme: by the text of ``url`` alone.
        AddressRefused: a host, port, address, redirect or userinfo that we do not serve.
        ImageTooLarge: more bytes than ``max_bytes``.
        FetchFailed: anything else, late answers included.
    """
    deadline = Deadline(deadline_s)
    allowed = AllowedHosts.parse(allowed_hosts)
    target = parse_url(url)
    for _ in range(MAX_REDIRECTS + 1):
        with connected(target, allowed, deadline) as connection:
            connection.request(
                "GET",
                target.request_target,
                headers={"Host": target.authority, **REQUEST_HEADERS},
                preload_content=False,
            )
            connection.timeout = deadline.left()
            response = connection.getresponse()
            if response.status not in REDIRECT_STATUSES:
                return _fetched(target, response, max_bytes, deadline)
            target = _redirected(target, response)
    raise FetchFailed(detail=f"more than {MAX_REDIRECTS} redirects")


def _fetched(
    target: UrlTarget, response: HTTPResponse, max_bytes: int, deadline: Deadline
) -> Fetched:
    if not 200 <= response.status < 300:
        raise FetchFailed(detail=f"status {response.status} from {target.loggable}")
    return Fetched(
        data=_body(response, max_bytes, deadline),
        url=target.loggable,
        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        file_name=target.file_name,
    )


def _body(response: HTTPResponse, max_bytes: int, deadline: Deadline) -> bytes:
    announced = response.length_remaining
    if announced is not None and announced > max_bytes:
        raise ImageTooLarge(detail=f"{announced} bytes announced, {max_bytes} allowed")
    body = bytearray()
    while chunk := response.read1(CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > max_bytes:
            raise ImageTooLarge(detail=f"more than {max_bytes} bytes")
    deadline.left()  # a body without a length that the watchdog cut looks complete
    return bytes(body)


def _redirected(target: UrlTarget, response: HTTPResponse) -> UrlTarget:
    # http.client reads header bytes as Latin-1; what servers mean is UTF-8.
    location = response.headers.get("Location", "").encode("latin-1").decode("utf-8", "replace")
    if not location:
        raise FetchFailed(detail=f"status {response.status} without Location")
    try:
        following = target.joined(location.strip().replace(" ", "%20"))
    except InvalidInput as error:  # the caller's URL was fine, so it must not be blamed
        raise AddressRefused(detail=f"redirect: {error.detail}") from error
    if target.scheme == "https" and following.scheme == "http":
        raise AddressRefused(detail="redirect from https to http")
    return following
