"""The one index of pack shots that a worker process holds, shared by its threads.

Before each photo the stamps of all pack shots are compared with those in the index (one
query); only what changed is read anew. So a SKU is recognised with the next photo after
its pack shot was saved, and nothing has to be told to anybody.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from core.errors import RecognitionError
from scenes.kept_photos import photo_of
from scenes.matching.features import FEATURES_VERSION, Features, Unusable, features_of
from scenes.matching.index import Entry, Index
from scenes.models import PackShot

Stamp = tuple[datetime, datetime]

_BATCH = 200


class Catalogue:
    """Keeps an index in step with the rows. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamps: dict[int, Stamp] = {}
        self._entries: dict[int, Entry] = {}
        self._index = Index(())

    def index(self) -> Index:
        """The index of everything that can be recognised now. Computes features that lack."""
        with self._lock:
            stamps = _stamps()
            if stamps != self._stamps:
                changed = [pk for pk, stamp in stamps.items() if self._stamps.get(pk) != stamp]
                for pk in self._stamps.keys() - stamps.keys():
                    self._entries.pop(pk, None)
                self._read(changed)
                entries = [self._entries[pk] for pk in sorted(self._entries)]
                self._index = Index(entries, self._index)
                self._stamps = stamps
            return self._index

    def _read(self, changed: list[int]) -> None:
        for start in range(0, len(changed), _BATCH):
            rows = _shots().filter(pk__in=changed[start : start + _BATCH])
            for shot in rows.select_related("upload", "sku"):
                entry = _entry(shot)
                if entry is None:
                    self._entries.pop(shot.pk, None)
                else:
                    self._entries[shot.pk] = entry


def prepare() -> int:
    """Compute the features of every pack shot that lacks them; returns how many were computed.

    After an import of many, so that no photo has to wait for all of them.
    """
    lacking = _shots().filter(~Q(features_version=FEATURES_VERSION))
    ids = list(lacking.values_list("pk", flat=True))
    for pk in ids:
        shot = lacking.select_related("upload").filter(pk=pk).first()
        if shot is not None:
            _compute(shot)
    return len(ids)


def _shots() -> Any:
    return PackShot.objects.filter(sku__is_placeholder=False)


def _stamps() -> dict[int, Stamp]:
    rows: Iterable[tuple[int, datetime, datetime]]
    rows = _shots().values_list("pk", "updated_at", "sku__updated_at")
    return {pk: (shot, sku) for pk, shot, sku in rows}


def _entry(shot: PackShot) -> Entry | None:
    """What the index holds of a pack shot; None where its picture cannot be used."""
    if shot.features_version != FEATURES_VERSION:
        _compute(shot)
    if shot.features is None:
        return None
    features = Features.from_bytes(bytes(shot.features))
    return Entry(shot.sku_id, features, shot.sku.size_x_mm, shot.sku.size_y_mm)


def _compute(shot: PackShot) -> None:
    """Compute the features of a pack shot and keep them, or say why there are none.

    An UPDATE, so that ``updated_at`` stays and other processes do not read it all again.
    """
    shot.features, shot.problem = None, ""
    try:
        shot.features = features_of(photo_of(shot.upload).pixels()).to_bytes()
    except Unusable as unusable:
        shot.problem = str(unusable)[:200]
    except RecognitionError as error:
        shot.problem = error.message[:200]
    shot.features_version = FEATURES_VERSION
    PackShot.objects.filter(pk=shot.pk, updated_at=shot.updated_at).update(
        features=shot.features, problem=shot.problem, features_version=FEATURES_VERSION
    )


_held = Catalogue()


def current_index() -> Index:
    """The process's index as the catalogue is now."""
    return _held.index()
