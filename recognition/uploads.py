"""Photos in the storage: those that came inside a request, until their answer is written, and
those that are kept beside their answer."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.errors import EngineFailed


def keep(data: bytes) -> str:
    """Keep a photo; the name to read it by, empty where there is none."""
    return default_storage.save(f"inbox/{uuid.uuid4()}", ContentFile(data)) if data else ""


def keep_beside(recognition_id: str, data: bytes) -> str:
    """Keep the photo of an answer; the name to read it by. A second one replaces the first."""
    name = f"verdicts/{recognition_id}"
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(data))


def read(name: str) -> bytes:
    """Raises EngineFailed when the photo is gone: an uploaded one goes with its answer."""
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        message = "The photo was deleted."
        raise EngineFailed(message, reason="photo_gone") from None


def drop(name: str) -> None:
    if name:
        default_storage.delete(name)
