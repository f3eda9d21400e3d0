"""Changing the settings row: from the form, a file or the command line, by the same rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from core.audit import Author
from core.vision_keys import TOKEN, key_after
from recognition.models import RecognitionSettings
from recognition.operating.settings_file import GROUPS, to_document


def apply(row: RecognitionSettings, values: dict[str, Any], *, by: Author) -> None:
    """Set ``values`` by name, validate all and save. Raises ValidationError, changing nothing."""
    base_url = values.get("baseUrl", row.baseUrl)
    key = key_after(row, typed=values.get(TOKEN, ""), base_url=base_url)
    for name, value in (values | {TOKEN: key}).items():
        setattr(row, name, value)
    row.configure(by=by)


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
