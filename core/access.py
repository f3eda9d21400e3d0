"""Who may call: allowed domains, API keys in every style clients use, exact rate limits.

The domain rule keeps strangers from embedding a panel in their pages. It is not
authentication: a program can send any ``Origin``. Keys are.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from core.errors import Forbidden, RateLimited, RequestBlocked, Unauthorized
from core.models import ApiKey


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


def presented_key(request: HttpRequest) -> str:
    """The API key in whichever style it came, "" if none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return (
        request.headers.get("X-API-Key", "")
        or request.headers.get("x-aigen-key", "")
        or (token.strip() if scheme.lower() in ("token", "bearer", "api-key") else "")
        or request.GET.get("aigen_key", "")
    )


def find_key(request: HttpRequest) -> ApiKey | None:
    """The valid key of the request, or None."""
    key = presented_key(request)
    if not key or not key.isprintable() or not ApiKey.objects.is_valid(key):
        return None
    return cast(ApiKey, ApiKey.objects.get_from_key(key))


def offered_endpoints() -> dict[str, Any]:
    """What a key can be limited to: name -> title in the language of the page, as each app's
    AppConfig offers them."""
    offers = [getattr(app, "endpoints", {}) for app in apps.get_app_configs()]
    return {name: title for offer in offers for name, title in offer.items()}


def require_key(request: HttpRequest, endpoint: str) -> ApiKey:
    """The valid key of a call to ``endpoint``, one of :func:`offered_endpoints`.

    Raises:
        Unauthorized: no key, or one that is unknown, revoked or expired.
        Forbidden: the key is limited to other endpoints.
    """
    key = find_key(request)
    if key is None:
        was_sent = bool(presented_key(request))
        raise Unauthorized(
            "The API key is not valid." if was_sent else "The API key is missing.",
            detail="the API key is unknown, revoked or expired" if was_sent else "no API key",
        )
    if not key.allows(endpoint):
        raise Forbidden(detail=f"the key {key.prefix} is not allowed for {endpoint!r}")
    return key


def admit(
    request: HttpRequest, allowed_domains: Iterable[str], *, endpoint: str = ""
) -> ApiKey | None:
    """Let the caller in, or raise RequestBlocked with the reason as its detail.

    A page's Origin (else its Referer) must be allowed; for our own pages (the API
    reference) a key is enough. A program, which sends neither, needs a key, or must call
    from this machine while ``localhost`` is allowed. A key must not be limited to other
    endpoints than ``endpoint``, if that is given. Returns the key that was used, if any.
    """
    key = _admitted_key(request, allowed_domains)
    if key is not None and endpoint and not key.allows(endpoint):
        raise RequestBlocked(detail=f"the key {key.prefix} is not allowed for {endpoint!r}")
    return key


def _admitted_key(request: HttpRequest, allowed_domains: Iterable[str]) -> ApiKey | None:
    domains = list(allowed_domains)
    origin, referer = request.headers.get("Origin"), request.headers.get("Referer")
    if origin is not None or referer is not None:
        host = (
            origin_host(origin) if origin is not None else origin_host(referer or "", strict=False)
        )
        key = find_key(request)
        is_ours = key is not None and host == own_host(request)
        if host is None or not (is_ours or host_is_allowed(host, domains)):
            raise RequestBlocked(
                detail=f"origin {(origin or referer or '')[:200]!r} is not allowed"
            )
        return key
    if key := find_key(request):
        return key
    if presented_key(request):
        raise RequestBlocked(detail="the API key is unknown, revoked or expired")
    if is_loopback(client_address(request)) and host_is_allowed("localhost", domains):
        return None
    raise RequestBlocked(detail="no Origin, no Referer and no API key")


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


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    """Exact in Redis, and in memory as long as one web process serves (the embedded default)."""
    return MovingWindowRateLimiter(storage_from_string(settings.REDIS_URL or "memory://"))


def count_call(client: str, *, per_minute: int) -> None:
    """Count one call of ``client``; raises RateLimited with the seconds to wait. 0 = no limit."""
    if not per_minute:
        return
    limit = RateLimitItemPerMinute(per_minute)
    if not _limiter().hit(limit, client):
        window = _limiter().get_window_stats(limit, client)
        raise RateLimited(retry_after=max(1, math.ceil(window.reset_time - time.time())))
