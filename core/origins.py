"""Where a call comes from: the page that it was made in, the address, and what CORS answers.

The domain rule keeps strangers from embedding a panel in their pages. It is not
authentication: a program can send any ``Origin``. Keys are (:mod:`core.access`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def origin_host(origin: str, *, strict: bool = True) -> str | None:
    """The host of an ``Origin`` (or, not strict, a ``Referer``) header; None if it has none.

    Lower-case ASCII (IDNA), without port and trailing dot. ``null``, a user part,
    several values, another scheme or anything unparsable give None.
    """
    if not origin.isprintable() or any(sign in origin for sign in ", \\"):
        return None
    try:
        parts = urlsplit(origin)
        _ = parts.port  # raises on a port that is no number
        host = (parts.hostname or "").encode("idna").decode().lower().removesuffix(".")
    except (ValueError, UnicodeError):
        return None
    tail = parts.path or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or (strict and tail):
        return None
    return host or None


def host_is_allowed(host: str, patterns: Iterable[str]) -> bool:
    """Exact host, ``*.example.com`` (sub-domains, not the apex), ``localhost`` or ``*``."""
    return any(_matches(host, pattern.strip().lower()) for pattern in patterns)


def _matches(host: str, pattern: str) -> bool:
    if pattern == "*":
        return True
    if pattern == "localhost":
        return host == "localhost" or host.endswith(".localhost") or is_loopback(host)
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and len(host) > len(pattern) - 1
    return host == pattern


def own_host(request: HttpRequest) -> str:
    """The host this request came to, without port."""
    return origin_host(f"{request.scheme}://{request.get_host()}") or ""


def is_loopback(address: str) -> bool:
    """True for 127.0.0.0/8 and ::1 written as an address."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def client_address(request: HttpRequest) -> str:
    """The caller's address as far as it can be believed; "" when a stranger forwarded it.

    With ``TRUSTED_PROXIES`` = n, the n-th address from the right of X-Forwarded-For
    counts. With 0, a forwarded call has no believable address, so it never counts
    as loopback.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    trusted: int = settings.TRUSTED_PROXIES
    if not forwarded and "Forwarded" not in request.headers:
        return str(request.META.get("REMOTE_ADDR", "")) if not trusted else ""
    hops = [hop.strip() for hop in forwarded.split(",")]
    return hops[-trusted] if 0 < trusted <= len(hops) else ""


def cors_headers(request: HttpRequest, allowed_domains: Iterable[str]) -> dict[str, str]:
    """CORS headers for an allowed Origin (echoed exactly, no credentials); else only Vary."""
    origin = request.headers.get("Origin", "")
    host = origin_host(origin)
    if host is None or not host_is_allowed(host, allowed_domains):
        return {"Vary": "Origin"}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST, OPTIONS",
        "Access-Control-Allow-Headers": "Content-Type, X-API-Key, Authorization",
        "Access-Control-Expose-Headers": "X-Timeline-Request-Id, X-Error-Code, Retry-After",
        "Access-Control-Max-Age": "600",
    }
