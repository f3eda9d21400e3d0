"""The key of a vision model: how it may change, and what of it may be shown."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.vision_settings import VisionSettings

TOKEN = "modelToken"  # noqa: S105 - the name of a setting
_MASK_SIGNS = frozenset("*•●…")


def masked(key: str) -> str:
    """``sk-…abcd``: enough to recognise a key, too little to use it. "" for no key."""
    if not key:
        return ""
    tail = key[-4:] if len(key) >= 16 else ""
    return f"{'sk-' if key.startswith('sk-') else ''}…{tail}"


def key_after(row: VisionSettings, *, typed: str, base_url: str, remove: bool = False) -> str:
    """The key to store when ``typed`` was entered beside ``base_url``.

    Nothing typed, or a mask, keeps the saved key. A saved key is never sent to a new
    base URL: raises ValidationError for ``modelToken`` unless it is typed again or removed.
    """
    typed = typed.strip()
    if typed and not set(typed) & _MASK_SIGNS:
        return typed
    if remove or not row.modelToken:
        return ""
    if base_url.rstrip("/") != row.baseUrl.rstrip("/"):
        text = _("The base URL changes: enter the key again, or remove the saved one.")
        raise ValidationError({TOKEN: text})
    return str(row.modelToken)
