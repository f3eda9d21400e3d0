"""What an operator may write into the settings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]{1,63}")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def clean_domains(value: Any) -> list[str]:
    """A list, or a text separated by commas or lines, as a list of lower-case ASCII hosts."""
    parts = re.split(r"[\s,;]+", value) if isinstance(value, str) else list(value or [])
    names = [_ascii(str(part).strip().lower().rstrip(".")) for part in parts]
    return list(dict.fromkeys(name for name in names if name))


def _ascii(name: str) -> str:
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name


def validate_domains(value: Any) -> None:
    """Raise ValidationError unless every entry is a host, ``*.host``, ``*`` or an address."""
    if not isinstance(value, list | str):
        raise ValidationError("Give a list of hosts.")
    wrong = [name for name in clean_domains(value) if name != "*" and not _HOST.fullmatch(name)]
    if wrong:
        raise ValidationError(
            "Not a host: %(hosts)s. Write example.com, *.example.com or localhost, "
            "without https:// and without a path.",
            params={"hosts": ", ".join(wrong)},
        )


def validate_base_url(value: str) -> None:
    """Raise ValidationError unless ``value`` is an http(s) URL to which a key may be sent."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ValidationError("Not a URL: %(why)s", params={"why": error}) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValidationError("Write it as https://host/v1, without user name and password.")
    if parts.query or parts.fragment:
        raise ValidationError("A base URL has no “?” and no “#”.")


def is_local_url(value: str) -> bool:
    """True for a server on this machine, which needs no key and no TLS."""
    return urlsplit(value).hostname in _LOOPBACK
