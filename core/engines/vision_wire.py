"""The connection to a provider: bounded in time and size, and never led elsewhere.

The client's own timeout only bounds the wait for the *next* byte, so a
provider that drips could hold a worker for hours. A timer cuts the
connection at the deadline, wherever it is.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2

from core.errors import EngineFailed

MAX_ANSWER_BYTES = 2_000_000
_CONNECT_S = 5.0


def checked_base_url(base_url: str) -> str:
    """``base_url`` as it will be used. Raises EngineFailed with a sentence for the operator."""
    base_url = base_url.strip()
    try:
        parts = urlsplit(base_url)
        usable = bool(httpx2.URL(base_url).host) and parts.port != 0
        usable = usable and parts.scheme in {"http", "https"}
    except (ValueError, httpx2.InvalidURL):
        usable = False
    if not usable or not base_url.isprintable() or " " in base_url:
        message = "The base URL must be an address that starts with http:// or https://."
        raise EngineFailed(message, reason="provider_error")
    if parts.username is not None or parts.query or parts.fragment:
        message = "The base URL must hold no password, question mark or hash. Enter the key apart."
        raise EngineFailed(message, reason="provider_error")
    return base_url.rstrip("/")


class Wire:
    """One HTTP client for the calls of one question; ``seconds`` bound all of them together.

    The key would follow a redirect to the same host, and a redirect says that
    the setting is wrong: none is followed.
    """

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.client = httpx2.Client(
            follow_redirects=False,
            # A compressed answer could unpack to gigabytes; no honest one needs it.
            headers={"Accept-Encoding": "identity"},
            event_hooks={"request": [self._watch], "response": [_bound]},
        )

    @property
    def is_late(self) -> bool:
        """Whether the deadline has come; clocks may fire a moment early."""
        return self._deadline - time.monotonic() < 0.02

    @property
    def timeout(self) -> httpx2.Timeout:
        """For the next call: what remains, and less for a host that does not even connect."""
        remaining = max(self._deadline - time.monotonic(), 0.001)
        return httpx2.Timeout(remaining, connect=min(_CONNECT_S, remaining))

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self.client.close()

    def _watch(self, request: httpx2.Request) -> None:
        request.extensions["trace"] = self._note

    def _note(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._sockets.append(info["return_value"].get_extra_info("socket"))

    def _cut(self) -> None:
        for opened in list(self._sockets):
            with contextlib.suppress(OSError):
                # The plain method: TLS's own would pull the session from under the reader.
                socket.socket.shutdown(opened, socket.SHUT_RDWR)


class _Bounded(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for chunk in self._stream:
            received += len(chunk)
            if received > MAX_ANSWER_BYTES:
                raise httpx2.ReadError("the provider's answer is too long")
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _bound(response: httpx2.Response) -> None:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise httpx2.DecodingError("the provider's answer is compressed", request=response.request)
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Bounded(response.stream)
