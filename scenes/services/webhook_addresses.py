"""Where reports may be sent, as far as it can be told when the address is named."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings

from core.addresses import DEFAULT_PORTS, AllowedHosts, is_internal_name
from core.errors import InvalidInput
from core.url_text import UrlTarget, parse_url
from scenes.services.scenes import Refused

MAX_LENGTH = 2000
FIELD = "webhook"


def checked(url: str) -> str:
    """``url``, where reports may be sent to it; nothing is resolved or connected here.

    A name is resolved when a report is sent; one that leads to a private address is refused
    then. Raises Refused.
    """
    if len(url) > MAX_LENGTH:
        raise Refused(FIELD, f"Ensure this field has no more than {MAX_LENGTH} characters.")
    try:
        target = parse_url(url)
    except InvalidInput as error:
        raise Refused(FIELD, error.message) from error
    if target.has_userinfo:
        raise Refused(FIELD, "A webhook has no user name and no password in its URL.")
    if not _is_open(target):
        raise Refused(FIELD, "The address is not allowed.")
    return url


def _is_open(target: UrlTarget) -> bool:
    allowed = AllowedHosts.parse(settings.ALLOWED_PRIVATE_HOSTS)
    if allowed.names_host(target.host, target.port):
        return True
    if target.port not in DEFAULT_PORTS or is_internal_name(target.host):
        return False
    try:
        return allowed.admits(ip_address(target.host))
    except ValueError:
        return True
