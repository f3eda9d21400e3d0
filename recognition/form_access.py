"""Who may show the form: pages on allowed domains, by frame and by ticket.

A browser refuses to frame the form elsewhere (``frame-ancestors``). The form's own
calls come from our origin, so each shown form carries a signed ticket that names the
page it is on: the domain rule judges that page, at every call.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core import signing
from django.http import HttpRequest

from core.errors import RequestBlocked
from core.origins import host_is_allowed, origin_host, own_host

TICKET_HEADER = "X-Form-Ticket"
TICKET_SECONDS = 12 * 3600
_SIGNER = signing.TimestampSigner(salt="recognition.form")


def shown_on(request: HttpRequest) -> str:
    """The host of the page that shows the form: that of the frame's page, else our own."""
    referer = request.headers.get("Referer", "")
    return origin_host(referer, strict=False) or own_host(request)


def new_ticket(host: str) -> str:
    """A ticket for a form on a page of ``host``, good for 12 hours."""
    return _SIGNER.sign(host)


def has_ticket(request: HttpRequest) -> bool:
    return TICKET_HEADER in request.headers


def check_ticket(request: HttpRequest, allowed_domains: Iterable[str]) -> None:
    """Let a call of a shown form in.

    Raises RequestBlocked: the ticket is forged or too old, its page is not allowed (any
    more), or the call does not come from our own page.
    """
    try:
        host = _SIGNER.unsign(request.headers[TICKET_HEADER], max_age=TICKET_SECONDS)
    except signing.BadSignature as error:
        raise RequestBlocked(detail=f"form ticket: {error}") from error
    origin = request.headers.get("Origin", "")
    if origin and origin_host(origin) != own_host(request):
        raise RequestBlocked(detail="a form's ticket was sent from another page")
    if not host_is_allowed(host, allowed_domains):
        raise RequestBlocked(detail=f"the form's page, {host!r}, is not allowed")


def frame_ancestors(allowed_domains: Iterable[str]) -> str:
    """The sources of CSP's ``frame-ancestors`` for these patterns, our own pages included.

    Source: Content Security Policy Level 3, section 2.3.1. A port is not part of the rule.
    """
    sources = ["'self'"]
    for pattern in allowed_domains:
        hosts = ["localhost", "*.localhost", "127.0.0.1"] if pattern == "localhost" else [pattern]
        for host in hosts:
            sources += ["*"] if host == "*" else [f"http://{host}:*", f"https://{host}:*"]
    return " ".join(sources)
