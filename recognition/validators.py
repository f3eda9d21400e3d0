"""What an operator may write into the settings."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]{1,63}")


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
