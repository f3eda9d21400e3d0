"""Photos that come in: kept as they are, under a name that nobody can guess."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core import photos
from core.errors import UnsupportedImage
from core.models import ApiKey
from core.photos import Photo
from scenes.models import Upload, Visit
from scenes.quality import quality_of
from scenes.realogram_json import quality_json

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}
"""What is accepted: name of the format -> how its files' names end."""
READABLE = "JPEG, PNG, WebP and HEIC"

# A photo of 60 megapixels takes 180 MB while it is decoded.
_decoding = BoundedSemaphore(2)


def checked(data: bytes) -> Photo:
    """The photo that ``data`` is, decoded once to know that it is whole.

    Raises:
        ImageTooLarge: more bytes or pixels than this server takes.
        UnsupportedImage: another format, cut off or broken.
    """
    photo = photos.from_bytes(
        data, max_bytes=settings.MAX_PHOTO_BYTES, max_pixels=settings.MAX_PHOTO_PIXELS
    )
    if photo.format not in EXTENSIONS:
        raise UnsupportedImage(f"Readable are {READABLE}.", detail=photo.format)
    with _decoding:
        photo.pixels()
    return photo


def keep(photo: Photo, *, key: ApiKey | None = None, visit: Visit | None = None) -> Upload:
    """Write the file and its row."""
    with stored(photo) as name:
        return record(photo, name, key=key, visit=visit)


@contextmanager
def stored(photo: Photo) -> Iterator[str]:
    """Write the file; its name is good inside. If that fails, no file is left behind."""
    name = f"{timezone.now():%Y/%m/%d}/{uuid.uuid4()}.{EXTENSIONS[photo.format]}"
    name = default_storage.save(name, ContentFile(photo.data))
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def judged(photo: Photo) -> dict[str, Any] | None:
    """How fit a checked photo is to be recognised, as it is stored and shown."""
    return quality_json(quality_of(photo.pixels()))


def record(
    photo: Photo,
    name: str,
    *,
    key: ApiKey | None,
    visit: Visit | None,
    quality: dict[str, Any] | None = None,
) -> Upload:
    """Write the row of a photo whose file is ``name``."""
    return Upload.objects.create(
        file=name,
        digest=photo.digest,
        format=photo.format,
        width=photo.width,
        height=photo.height,
        quality=quality,
        visit=visit,
        key=key,
    )


def is_duplicate(upload: Upload) -> bool:
    """True when the same bytes were uploaded before."""
    return Upload.objects.filter(digest=upload.digest, pk__lt=upload.pk).exists()


def media_url(upload: Upload, base_url: str) -> str:
    """Where anyone who knows the address gets the file; ``base_url`` is this server's."""
    return urljoin(base_url, upload.file.url)
