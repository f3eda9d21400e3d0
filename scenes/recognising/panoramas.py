"""The pictures of a whole scene, drawn where a caller asked for them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import structlog
from django.conf import settings
from django.utils.module_loading import import_string
from PIL import Image

from core.engines import Pixels
from core.photos import from_bytes
from core.timeline import Timeline
from scenes.kept_photos import photo_of
from scenes.models import Scene, Upload
from scenes.realogram import Panorama, Realogram
from scenes.services.uploads import keep

log = structlog.get_logger(__name__)

_QUALITY = 88


def composed(scene: Scene, realogram: Realogram, timeline: Timeline) -> list[Upload]:
    """An upload for each panorama of the scene, in order; none where nobody asked for them.

    A panorama that cannot be drawn takes nothing else away: then there are no pictures, and
    the report still says how the photos lie.
    """
    asked = scene.reports.filter(report_type="PANORAMA").exists()
    if not asked or not realogram.panoramas:
        return []
    made: list[Upload] = []
    try:
        with timeline.step("panorama", panoramas=len(realogram.panoramas)):
            for panorama in realogram.panoramas:
                made.append(_drawn(scene, panorama))  # noqa: PERF401 - what was made before a failure counts
    except Exception:  # recognition never depends on stitching
        log.exception("panorama_failed", scene=scene.pk)
        dropped(made)
        return []
    return made


def dropped(uploads: Sequence[Upload]) -> None:
    """Delete pictures that nobody will refer to."""
    for upload in uploads:
        upload.file.delete(save=False)
        upload.delete()


def _drawn(scene: Scene, panorama: Panorama) -> Upload:
    uploads = Upload.objects.in_bulk([place.image for place in panorama.placements])

    def picture(image: int) -> Pixels:
        return photo_of(uploads[image]).pixels()

    pixels: Pixels = import_string(settings.SHELF_ENGINES["compose"])(panorama, picture)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=_QUALITY)
    data = file.getvalue()
    photo = from_bytes(data, max_bytes=len(data), max_pixels=pixels.shape[0] * pixels.shape[1])
    return keep(photo, key=scene.key)
