"""The text of a URL, read once, strictly. Pure: nothing is resolved.

The same parse feeds the judgement at the API's edge and the connection that
is later opened, so there is no second parser that could read it differently.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna

from core.errors import MalformedUrl, UnsupportedScheme

MAX_URL_LENGTH = 2048
MAX_FILE_NAME_LENGTH = 255
SCHEME_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:/|$))(.+)")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
# RFC 3986's reserved and unreserved characters, and "%" because an escape is kept as it came.
_KEPT = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True)
class UrlTarget:
    """An http or https URL taken apart.

    ``host`` is lower case and ASCII (IDNA 2008 with UTS 46 mapping), without
    brackets or a trailing dot. ``path`` and ``query`` are percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str
    has_userinfo: bool

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header wants them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEME_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def request_target(self) -> str:
        """Path and query for the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def loggable(self) -> str:
        """Scheme, host and path: a query may carry secrets (signed URLs)."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def file_name(self) -> str:
        """Last part of the path, decoded, without control characters; may be empty."""
        name = unquote(self.path).rpartition("/")[2]
        printable = "".join(character for character in name if character.isprintable())
        return printable[-MAX_FILE_NAME_LENGTH:]

    def joined(self, location: str) -> UrlTarget:
        """The target of a ``Location`` header received from here. Raises as :func:`parse_url`."""
        try:
            return parse_url(urljoin(f"{self.scheme}://{self.authority}{self.path}", location))
        except ValueError as error:
            raise MalformedUrl(detail=str(error)) from error


def judge_url(text: str) -> None:
    """Judge a URL by its text alone, as the edge of an API does before anything else.

    Raises:
        MalformedUrl: no scheme or no host, white space or control characters,
            a backslash, more than 2048 characters, a bad port or host name.
        UnsupportedScheme: an absolute URL of another scheme, ``data:`` included
            (at any length: a pasted picture is not a typing mistake).
    """
    parse_url(text)


def parse_url(text: str) -> UrlTarget:
    """Take an http or https URL apart. Raises as :func:`judge_url` does."""
    if any(character.isspace() or _is_control(character) for character in text) or "\\" in text:
        raise MalformedUrl(detail="white space, control character or backslash")
    scheme = _SCHEME.fullmatch(text)
    if scheme is None:
        raise MalformedUrl(detail="no scheme")
    if scheme[1].lower() not in SCHEME_PORTS:
        raise UnsupportedScheme(detail=f"scheme {scheme[1][:20]}")
    if len(text) > MAX_URL_LENGTH:
        raise MalformedUrl(detail=f"{len(text)} characters")
    try:
        return _target(urlsplit(text))
    except ValueError as error:  # idna's errors are ValueErrors too
        raise MalformedUrl(detail=str(error)) from error


def _target(parts: SplitResult) -> UrlTarget:
    port = SCHEME_PORTS[parts.scheme] if parts.port is None else parts.port
    if port == 0:
        raise ValueError("port 0")
    return UrlTarget(
        scheme=parts.scheme,
        host=_ipv6_host(parts) if "[" in parts.netloc else _ascii_host(parts.hostname or ""),
        port=port,
        path=quote(parts.path, safe=_KEPT) or "/",
        query=quote(parts.query, safe=_KEPT),
        has_userinfo="@" in parts.netloc,
    )


def _ipv6_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "%" in host:
        raise ValueError("an IPv6 zone means nothing to others")
    return IPv6Address(host).compressed


def _ascii_host(host: str) -> str:
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    host = host.lower().removesuffix(".")
    if _HOST.fullmatch(host) is None:
        raise ValueError("not a host name")
    return host


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}
