"""Who may call: API keys in every style clients use, and allowed domains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.apps import apps
from django.http import HttpRequest

from core.errors import Forbidden, RequestBlocked, Unauthorized
from core.models import ApiKey
from core.origins import client_address, host_is_allowed, is_loopback, origin_host, own_host


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
