"""Lists as callers write them: of ids, and of anything else with commas between."""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scenes.api.paging import whole
from scenes.services.catalogue import uploads_missing

MOST_IDS = 1000


@extend_schema_field({"type": "array", "items": {"type": "integer"}})
class Ids(serializers.Field[Any, Any, Any, Any]):
    """Ids: one, a list, or a text with commas; integers, also as text. Each counts once."""

    default_error_messages = {
        "invalid": "A valid id is required.",
        "max_length": "Ensure this field has no more than {most} elements.",
    }

    def __init__(self, *, most: int = MOST_IDS, **kwargs: Any) -> None:
        self._most = most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> tuple[int, ...]:
        parts = parts_of(data)
        if len(parts) > self._most:
            self.fail("max_length", most=self._most)
        ids = [whole(part, least=0) for part in parts]
        if None in ids:
            self.fail("invalid")
        return tuple(dict.fromkeys(id for id in ids if id is not None))

    def to_representation(self, value: Any) -> Any:
        return list(value)


class UploadIds(Ids):
    """Ids of uploads that there are."""

    default_error_messages = {"does_not_exist": 'Invalid pk "{pk}" - object does not exist.'}

    def to_internal_value(self, data: Any) -> tuple[int, ...]:
        ids = super().to_internal_value(data)
        if missing := uploads_missing(ids):
            self.fail("does_not_exist", pk=missing[0])
        return ids


def parts_of(data: Any) -> list[Any]:
    """A list, a text with commas, JSON as text, or one value: as a list."""
    if isinstance(data, str):
        text = data.strip()
        if text.startswith("["):
            try:
                return parts_of(json.loads(text))
            except (ValueError, RecursionError):
                return [text]
        return [part.strip() for part in text.split(",") if part.strip()]
    return list(data) if isinstance(data, list) else [data]
