"""The catalogue as it goes with a labelled folder of shelf photos, and back."""

from __future__ import annotations

from collections.abc import Iterator

from core.errors import InvalidInput, RecognitionError
from core.workbench.labels import rows_of, table
from core.workbench.offers import Folder
from scenes.kept_photos import photo_of
from scenes.models import PackShot, Sku, Upload
from scenes.services.uploads import EXTENSIONS

CATALOGUE = "catalog.csv"
_COLUMNS = ("sku", "image", "name", "ean13", "cid")
_SAME = ("ean13", "cid", "name")
"""What says that two rows are one product, the surest first."""


def shown_skus() -> dict[int, Upload]:
    """Each SKU that can be recognised, with its first pack shot."""
    shots = PackShot.objects.filter(sku__is_placeholder=False).select_related("upload", "sku")
    found: dict[int, Upload] = {}
    for shot in shots.defer("features").order_by("pk"):
        if shot.sku_id not in found or shot.sku.image_id == shot.upload_id:
            found[shot.sku_id] = shot.upload
    return found


def files() -> Iterator[tuple[str, bytes]]:
    """The pack shots and their table. One whose file is gone is left out."""
    rows = []
    uploads = shown_skus()
    for sku in Sku.objects.filter(pk__in=uploads).order_by("pk"):
        upload = uploads[sku.pk]
        image = f"catalog/{sku.pk}.{EXTENSIONS[upload.format]}"
        try:
            data = photo_of(upload).data
        except RecognitionError:
            continue
        row = {"sku": str(sku.pk), "image": image, "name": sku.name}
        rows.append({**row, "ean13": sku.ean13 or "", "cid": sku.cid or ""})
        yield image, data
    yield CATALOGUE, table(_COLUMNS, rows)


def own_ids(folder: Folder, numbers: set[str]) -> dict[str, int]:
    """This server's SKUs for ``numbers`` of the folder's catalogue.

    By EAN, the client's code or the name: ids differ from server to server. Raises InvalidInput.
    """
    told = {row.get("sku") or "": row for row in rows_of(folder.text(CATALOGUE))}
    return {number: _own(number, told.get(number, {})) for number in numbers}


def _own(number: str, row: dict[str, str]) -> int:
    for column in _SAME:
        if value := (row.get(column) or "").strip():
            known = Sku.objects.filter(is_placeholder=False, **{column: value}).values_list("pk")
            if len(ids := list(known[:2])) == 1:
                return int(ids[0][0])
    name = row.get("name") or row.get("ean13") or f"number {number}"
    raise InvalidInput(f"The catalogue here has no product, or several, that is “{name}”.")
