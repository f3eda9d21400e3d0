"""Photos that came inside a request: kept until their answer is written."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.errors import EngineFailed


def keep(data: bytes) -> str:
    """Keep a photo; the name to read it by, empty where there is none."""
    return default_storage.save(f"inbox/{uuid.uuid4()}", ContentFile(data)) if data else ""


def read(name: str) -> bytes:
    """Raises EngineFailed when the photo went with the answer that it was sent for."""
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        message = "The uploaded photo was deleted with its first answer."
        raise EngineFailed(message, reason="photo_gone") from None


def drop(name: str) -> None:
    if name:
        default_storage.delete(name)
