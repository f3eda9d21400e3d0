"""One photo of a scene with what is seen on it, as /scenes/{id} gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scenes.models import ScenePhoto, Sku
from scenes.realogram import Facing, Gap, PriceTag, SeenPhoto, ShelfLine
from scenes.realogram_json import quality_json
from scenes.services.uploads import media_url


@dataclass(frozen=True, slots=True)
class Names:
    """Names of SKUs, and which of them are placeholders."""

    names: Mapping[int, str]
    unnamed: frozenset[int]

    @classmethod
    def of(cls, photos: Iterable[SeenPhoto]) -> Names:
        """Of every SKU that is on the ``photos`` or may be, in one query."""
        facings = [facing for photo in photos for facing in photo.facings]
        skus = {facing.sku for facing in facings}
        skus |= {other.sku for facing in facings for other in facing.alternatives}
        rows = list(Sku.objects.filter(pk__in=skus).values_list("id", "name", "is_placeholder"))
        unnamed = frozenset(pk for pk, _, is_placeholder in rows if is_placeholder)
        return cls({pk: name for pk, name, _ in rows}, unnamed)

    def __getitem__(self, sku: int) -> str:
        return self.names.get(sku, "")


def photo_body(
    photo: ScenePhoto, seen: SeenPhoto | None, names: Names, *, scene: str, base_url: str
) -> dict[str, Any]:
    """``scene`` is the scene's hex name; ``photo.upload`` is loaded."""
    upload = photo.upload
    shown = seen or SeenPhoto(upload.pk, upload.width, upload.height)
    drawn = f"{base_url}api/v1.5/scenes/{scene}/photos/{upload.pk}/annotated.jpg"
    return {
        "image": upload.pk,
        "url": media_url(upload, base_url),
        "annotated_url": drawn,
        "width": upload.width,
        "height": upload.height,
        "state": _state(photo),
        "error": photo.error,
        "quality": quality_json(shown.quality) or upload.quality,
        "facings": [_facing(facing, names) for facing in shown.facings],
        "shelves": [_line(line) for line in shown.shelves],
        "gaps": [_gap(gap) for gap in shown.gaps],
        "tags": [_tag(tag) for tag in shown.tags],
    }


def _state(photo: ScenePhoto) -> str:
    if photo.done_at is None:
        return "waiting"
    return "failed" if photo.error else "recognised"


def _facing(facing: Facing, names: Names) -> dict[str, Any]:
    return {
        "id": facing.id,
        "sku_id": facing.sku,
        "name": names[facing.sku],
        "named_by": None if facing.sku in names.unnamed else facing.named_by or "matching",
        "quad": [list(point) for point in facing.quad],
        "score": facing.score,
        "alternatives": [
            {"sku_id": other.sku, "name": names[other.sku], "score": other.score}
            for other in facing.alternatives
        ],
        "shelf": facing.shelf,
        "duplicate": facing.duplicate,
        "track": facing.track,
    }


def _line(line: ShelfLine) -> dict[str, float]:
    return {"x1": line.start.x, "y1": line.start.y, "x2": line.end.x, "y2": line.end.y}


def _gap(gap: Gap) -> dict[str, Any]:
    return {"quad": [list(point) for point in gap.quad], "shelf": gap.shelf}


def _tag(tag: PriceTag) -> dict[str, Any]:
    return {
        "id": tag.id,
        "quad": [list(point) for point in tag.quad],
        "price": tag.price,
        "prices": list(tag.prices),
        "read_by": None if tag.price is None else tag.read_by or "local",
        "currency": tag.currency,
        "promo": tag.promo,
        "colors": [{"color": name, "score": share} for name, share in tag.colours],
        "text": tag.text,
        "facings": list(tag.facings),
        "score": tag.score,
    }
