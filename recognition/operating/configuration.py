"""Changing the settings row: from the form, a file or the command line, by the same rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from recognition.models import RecognitionSettings
from recognition.operating.settings_file import GROUPS, TOKEN, to_document

_MASK_SIGNS = frozenset("*•●…")


def masked(key: str) -> str:
    """``sk-…abcd``: enough to recognise a key, too little to use it. "" for no key."""
    if not key:
        return ""
    tail = key[-4:] if len(key) >= 16 else ""
    return f"{'sk-' if key.startswith('sk-') else ''}…{tail}"


def key_after(row: RecognitionSettings, *, typed: str, base_url: str, remove: bool = False) -> str:
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
        text = "The base URL changes: enter the key again, or remove the saved one."
        raise ValidationError({TOKEN: text})
    return str(row.modelToken)


def apply(row: RecognitionSettings, values: dict[str, Any]) -> None:
    """Set ``values`` by name, validate all and save. Raises ValidationError, changing nothing."""
    base_url = values.get("baseUrl", row.baseUrl)
    key = key_after(row, typed=values.get(TOKEN, ""), base_url=base_url)
    for name, value in (values | {TOKEN: key}).items():
        setattr(row, name, value)
    row.configure()


def document_of(row: RecognitionSettings) -> dict[str, dict[str, Any]]:
    """The settings as the seed's JSON document, without the key."""
    names = (name for group in GROUPS.values() for name in group if name != TOKEN)
    return to_document({name: getattr(row, name) for name in names})


def sentences(error: ValidationError) -> list[str]:
    """One sentence for each thing that is wrong, with the name of its setting."""
    return [
        f"{name}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]
