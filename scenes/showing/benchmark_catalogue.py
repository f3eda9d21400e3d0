"""A catalogue of drawn products for the benchmarks, written straight into the database."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image

from core import photos
from scenes import catalogue_index
from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.products import Product, product
from scenes.models import Sku
from scenes.services.catalogue import set_pack_shots
from scenes.services.uploads import keep

PACK_SIDE = 480
SPREAD = 7
"""Every seventh product that can be drawn: few look-alikes, as in a shop."""


def pack_shot(shown: Product) -> bytes:
    """A JPEG of ``shown``, 480 pixels on its longer side."""
    picture = Image.fromarray(draw_pack_shot(shown.sku - 1))
    picture.thumbnail((PACK_SIDE, PACK_SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def filled(count: int, *, first: Iterable[Product]) -> None:
    """Make the catalogue one of ``count`` SKUs, ``first`` among them, their features computed.

    Their ids are those of the drawn products.
    """
    known = set(Sku.objects.values_list("pk", flat=True))
    wanted = {shown.sku: shown for shown in first}
    seed = 0
    while len(wanted.keys() | known) < count:
        wanted.setdefault(seed + 1, product(seed))
        seed += SPREAD
    for sku in wanted.keys() - known:
        _write(wanted[sku])
    catalogue_index.prepare()


def _write(shown: Product) -> None:
    upload = keep(photos.from_bytes(pack_shot(shown)))
    about = {"name": shown.name, "size_x_mm": shown.width_mm, "size_y_mm": shown.height_mm}
    set_pack_shots(Sku.objects.create(pk=shown.sku, **about), [upload.pk])
