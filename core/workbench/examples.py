"""Labelled photos: saved from trials or folders, handed out as folders."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from core.errors import RecognitionError
from core.photos import Photo
from core.workbench import pictures
from core.workbench.models import Example
from core.workbench.offers import Offer, Sample

_IN_MEMORY = 8 * 1024 * 1024


def save(
    offer: Offer, photo: Photo, label: str, *, note: str = "", user: Any = None, source: str = ""
) -> tuple[Example, bool]:
    """Put a photo with its true answer into its set; True where it is new there.

    A photo that is in the set already gets the new answer. Raises InvalidInput for a label
    that cannot be one.
    """
    values = {"expected": offer.bench.checked(label), "note": note.strip()[:300]}
    if source:
        values["source"] = source
    name = pictures.keep(photo, "examples")
    try:
        with transaction.atomic():
            row, is_new = Example.objects.update_or_create(
                kind=offer.kind,
                digest=photo.digest,
                defaults=values,
                create_defaults={**values, "picture": name, "added_by": user},
            )
    except BaseException as error:
        pictures.drop(name)
        if isinstance(error, IntegrityError):  # the same photo, saved at the same moment
            return save(offer, photo, label, note=note, user=user, source=source)
        raise
    if not is_new:
        pictures.drop(name)
    return row, is_new


def as_zip(offer: Offer, examples: QuerySet[Example]) -> IO[bytes]:
    """The examples as a ZIP of the folder that ``manage.py evaluate`` reads, rewound."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in offer.bench.folder(_samples(examples)):
            archive.writestr(name, data)
    file.seek(0)
    return file


def _samples(examples: Iterable[Example]) -> Iterator[Sample]:
    """Those whose file is still there."""
    for row in examples:
        try:
            data = pictures.read(row.picture)
        except RecognitionError:
            continue
        ending = PurePosixPath(str(row.picture.name)).suffix
        yield Sample(str(row.pk), ending, data, row.expected, row.note)
