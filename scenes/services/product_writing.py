"""One item of an import into the rows of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from core.errors import ImageTooLarge
from core.photos import Photo, from_bytes
from scenes.catalogue_files.codes import is_ean
from scenes.catalogue_files.columns import GROUPS
from scenes.catalogue_files.plans import Item
from scenes.models import Brand, Category, Manufacturer, PackShot, Sku
from scenes.services.catalogue import pack_shots, set_pack_shots
from scenes.services.uploads import checked, record, stored

MOST_PACK_SHOTS = 100
MAX_SIDE = 10_000
"""Pixels of either side of a pack shot."""
_GROUPS: Mapping[str, type[Brand] | type[Category] | type[Manufacturer]] = dict(
    zip(GROUPS, (Brand, Category, Manufacturer), strict=True)
)


class Misfit(Exception):
    """The item does not fit what is in the catalogue: nothing of it may be written."""

    def __init__(self, place: str, text: str) -> None:
        super().__init__(text)
        self.place = place


@dataclass(frozen=True, slots=True)
class Written:
    """``outcome`` is how the import counts it: made, changed or unchanged. ``shots`` are ids of
    new pack shots."""

    outcome: str
    shots: tuple[int, ...]


def pack_shot(data: bytes) -> Photo:
    """A picture that can be a pack shot. Raises ImageTooLarge, UnsupportedImage."""
    photo = from_bytes(data, max_bytes=len(data), max_pixels=settings.MAX_PHOTO_PIXELS)
    if max(photo.width, photo.height) > MAX_SIDE:
        size = f"{photo.width:,} × {photo.height:,}"
        raise ImageTooLarge(f"It has {size} pixels; a pack shot has at most {MAX_SIDE:,} a side.")
    return checked(data)


def write(item: Item, photos: Sequence[Photo], files: ExitStack) -> Written:
    """Write an item. Call it in a transaction; ``files`` takes written files back if that fails.

    Nothing is written twice: a product is found by its code, a picture by its digest.
    Raises Misfit.
    """
    sku = _meant(item)
    values = _values(item)
    is_new = sku is None
    is_changed = sku is not None and _change(sku, values)
    if sku is None:
        sku = _made(item, values)
    shots = _add_pictures(sku, photos, files)
    outcome = "made" if is_new else "changed" if is_changed or shots else "unchanged"
    return Written(outcome, shots)


def _meant(item: Item) -> Sku | None:
    """The product that the item is of; None where it is a new one. Raises Misfit."""
    if item.product is None:
        found = (sku for code in item.codes for sku in [_one(code, "")] if sku is not None)
        return next(found, None)
    cid, ean13 = item.product.cid, item.product.ean13
    by_cid = _only(Sku.objects.filter(cid=cid), "cid", cid) if cid else None
    by_ean = _only(Sku.objects.filter(ean13=ean13), "ean13", ean13) if ean13 else None
    if by_cid and by_ean and by_cid != by_ean:
        raise Misfit("ean13", f"“{by_ean.name[:80]}” has the EAN {ean13} already.")
    if by_ean and cid and by_ean.cid and by_ean.cid != cid:
        raise Misfit("cid", f"“{by_ean.name[:80]}” has this EAN, and the code {by_ean.cid[:80]}.")
    return by_cid or by_ean


def _one(code: str, place: str) -> Sku | None:
    return _only(Sku.objects.filter(models.Q(cid=code) | models.Q(ean13=code)), place, code)


def _only(rows: models.QuerySet[Sku], place: str, code: str) -> Sku | None:
    found = list(rows.filter(is_placeholder=False)[:2])
    if len(found) > 1:
        raise Misfit(place, f"Several products have the code {code[:80]}: which one is not clear.")
    return found[0] if found else None


def _values(item: Item) -> dict[str, Any]:
    """Columns of the row that the item sets."""
    if item.product is None:
        return {}
    values = dict(item.product.values)
    for column, model in _GROUPS.items():
        if column in values:
            values[column] = _named(model, values[column])
    return values


def _named(model: Any, name: str) -> Any:
    """The first of that name, in any case; made where there is none."""
    return model.objects.filter(name__iexact=name).first() or model.objects.create(name=name)


def _made(item: Item, values: dict[str, Any]) -> Sku:
    if item.product is not None:
        if "name" not in values:
            raise Misfit("name", "A new product needs a name.")
        return Sku.objects.create(**values)
    if not item.new_code:
        code = item.codes[0][:80] if item.codes else ""
        raise Misfit("", f"No row and no product has the code “{code}”. It was left out.")
    column = "ean13" if is_ean(item.new_code) else "cid"
    code = item.new_code[:255]
    return Sku.objects.create(name=code, **{column: code})


def _change(sku: Sku, values: Mapping[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(sku, name) != value]
    for name in changed:
        setattr(sku, name, values[name])
    if changed:
        sku.save(update_fields=[*changed, "updated_at"])
    return bool(changed)


def _add_pictures(sku: Sku, photos: Sequence[Photo], files: ExitStack) -> tuple[int, ...]:
    """Ids of the pack shots that are new."""
    have = pack_shots(sku)
    new = list(_new_photos(sku, photos))
    if len(have) + len(new) > MOST_PACK_SHOTS:
        raise Misfit("pictures", f"A product has at most {MOST_PACK_SHOTS} pack shots.")
    if not new:
        return ()
    uploads = [record(p, files.enter_context(stored(p)), key=None, visit=None).pk for p in new]
    set_pack_shots(sku, [*have, *uploads])
    shots = PackShot.objects.filter(sku=sku, upload__in=uploads)
    return tuple(shots.values_list("pk", flat=True))


def _new_photos(sku: Sku, photos: Sequence[Photo]) -> Iterator[Photo]:
    known = set(sku.pack_shots.values_list("upload__digest", flat=True))
    for photo in photos:
        if photo.digest not in known:
            known.add(photo.digest)
            yield photo
