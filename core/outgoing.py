"""Opening a connection to the outside: resolve once, judge every answer, dial what was judged.

Built on urllib3's connections, dialled by address (why not a wrapper library:
``docs/decisions/0001-the-one-door-out.md``). Proxy variables, netrc files and
cookies are not read: nothing here looks for them.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from threading import Thread, Timer

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from core.addresses import DEFAULT_PORTS, Address, AllowedHosts, is_internal_name
from core.errors import AddressRefused, FetchFailed
from core.url_text import UrlTarget

CONNECT_TIMEOUT_S = 5.0
MAX_ADDRESSES_TRIED = 3


@dataclass(frozen=True)
class Deadline:
    """One moment that ends everything: resolving, dialling, redirects, the last byte."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds left. Raises ``FetchFailed`` when there are none."""
        left = self.started + self.seconds - time.monotonic()
        if left <= 0:
            raise FetchFailed(detail=f"not finished within {self.seconds:g} s")
        return left


@contextmanager
def connected(
    target: UrlTarget, allowed: AllowedHosts, deadline: Deadline
) -> Iterator[HTTPConnection]:
    """A connection to a checked address of ``target``, cut off when the deadline passes."""
    addresses = _checked_addresses(target, allowed, deadline)
    try:
        connection = _dialled(target, addresses, deadline)
        # Every byte that arrives restarts a socket's timeout, so a slow drip needs a watchdog.
        watchdog = Timer(deadline.left(), _cut, (connection.sock,))
        watchdog.daemon = True
        watchdog.start()
        try:
            yield connection
        finally:
            watchdog.cancel()
            connection.close()
    except (OSError, http.client.HTTPException, HTTPError) as error:
        deadline.left()
        raise FetchFailed(detail=f"{type(error).__name__}: {error}") from error


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _checked_addresses(
    target: UrlTarget, allowed: AllowedHosts, deadline: Deadline
) -> list[Address]:
    """Resolve once and judge every answer. The result is what gets dialled."""
    if target.has_userinfo:
        raise AddressRefused(detail="user or password in the URL")
    named = allowed.names_host(target.host, target.port)
    if not named and (target.port not in DEFAULT_PORTS or is_internal_name(target.host)):
        raise AddressRefused(detail=f"{target.authority} is not a public host and port")
    addresses = _resolved(target, deadline)
    for address in addresses:
        if not named and not allowed.admits(address):
            raise AddressRefused(detail=f"{target.host} is at {address}")
    return addresses


def _resolved(target: UrlTarget, deadline: Deadline) -> list[Address]:
    answer: Future[list[Address]] = Future()
    # getaddrinfo knows no timeout; a thread left behind ends with the system's own.
    Thread(target=_look_up, args=(target.host, target.port, answer), daemon=True).start()
    try:
        return answer.result(timeout=deadline.left())
    except (OSError, UnicodeError) as error:
        deadline.left()
        raise FetchFailed(detail=f"{target.host} does not resolve: {error}") from error


def _look_up(host: str, port: int, answer: Future[list[Address]]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answer.set_result(list(dict.fromkeys(ip_address(entry[4][0]) for entry in found)))
    except Exception as error:  # noqa: BLE001 - handed over whole to the waiting thread
        answer.set_exception(error)


def _dialled(target: UrlTarget, addresses: list[Address], deadline: Deadline) -> HTTPConnection:
    failure: Exception = FetchFailed(detail=f"{target.host} has no address")
    for address in addresses[:MAX_ADDRESSES_TRIED]:
        # Half, because dialling and the TLS handshake may each take this long.
        timeout = min(CONNECT_TIMEOUT_S, deadline.left() / 2)
        connection = _connection(target, address, timeout)
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _connection(target: UrlTarget, address: Address, timeout: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(str(address), target.port, timeout=timeout)
    return HTTPSConnection(
        str(address),
        target.port,
        timeout=timeout,
        ssl_context=_tls_context(),
        server_hostname=target.host,
    )


@cache
def _tls_context() -> ssl.SSLContext:
    """The system's certificates, so that an operator's own count, and certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
