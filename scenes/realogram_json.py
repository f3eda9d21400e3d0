"""What is seen on photos as JSON, as it is stored, and back. Pure."""

from __future__ import annotations

from typing import Any

from core.geometry import Point, Quad, quad_of
from scenes.realogram import (
    Alternative,
    Facing,
    Gap,
    Panorama,
    Placement,
    PriceTag,
    Quality,
    Realogram,
    Row,
    SeenPhoto,
    ShelfLine,
)


def to_json(photo: SeenPhoto) -> dict[str, Any]:
    """``photo`` as JSON; :func:`from_json` reads it. Coordinates are kept to a tenth of a pixel."""
    return {
        "image": photo.image,
        "width": photo.width,
        "height": photo.height,
        "facings": [_facing_json(facing) for facing in photo.facings],
        "shelves": [[*_rounded(line.start), *_rounded(line.end)] for line in photo.shelves],
        "gaps": [{"quad": _quad_json(gap.quad), "shelf": gap.shelf} for gap in photo.gaps],
        "tags": [_tag_json(tag) for tag in photo.tags],
        "quality": quality_json(photo.quality),
    }


def from_json(kept: dict[str, Any]) -> SeenPhoto:
    """The photo that :func:`to_json` wrote."""
    return SeenPhoto(
        image=kept["image"],
        width=kept["width"],
        height=kept["height"],
        facings=tuple(_facing(row) for row in kept["facings"]),
        shelves=tuple(ShelfLine(Point(a, b), Point(c, d)) for a, b, c, d in kept["shelves"]),
        gaps=tuple(Gap(quad_of(gap["quad"]), gap["shelf"]) for gap in kept["gaps"]),
        tags=tuple(_tag(row) for row in kept["tags"]),
        quality=quality_from_json(kept["quality"]),
    )


def scene_json(realogram: Realogram) -> dict[str, Any]:
    """A whole scene as JSON; :func:`scene_from_json` reads it."""
    return {
        "photos": [to_json(photo) for photo in realogram.photos],
        "rows": [[row.rack, row.shelf, [list(c) for c in row.columns]] for row in realogram.rows],
        "panoramas": [_panorama_json(panorama) for panorama in realogram.panoramas],
        "merged": realogram.merged,
    }


def scene_from_json(kept: dict[str, Any]) -> Realogram:
    """The scene that :func:`scene_json` wrote."""
    return Realogram(
        photos=tuple(from_json(photo) for photo in kept["photos"]),
        rows=tuple(Row(r, s, tuple(tuple(c) for c in columns)) for r, s, columns in kept["rows"]),
        panoramas=tuple(_panorama(panorama) for panorama in kept["panoramas"]),
        merged=kept["merged"],
    )


def _facing_json(facing: Facing) -> dict[str, Any]:
    return {
        "id": facing.id,
        "sku": facing.sku,
        "quad": _quad_json(facing.quad),
        "score": round(facing.score, 4),
        "alternatives": [[other.sku, round(other.score, 4)] for other in facing.alternatives],
        "shelf": facing.shelf,
        "duplicate": facing.duplicate,
        "track": facing.track,
        "named_by": facing.named_by,
    }


def _facing(kept: dict[str, Any]) -> Facing:
    others = tuple(Alternative(sku, score) for sku, score in kept["alternatives"])
    return Facing(**{**kept, "quad": quad_of(kept["quad"]), "alternatives": others})


def _tag_json(tag: PriceTag) -> dict[str, Any]:
    return {
        "id": tag.id,
        "quad": _quad_json(tag.quad),
        "price": tag.price,
        "prices": list(tag.prices),
        "currency": tag.currency,
        "promo": tag.promo,
        "colours": [[name, round(share, 3)] for name, share in tag.colours],
        "text": tag.text,
        "facings": list(tag.facings),
        "score": round(tag.score, 4),
        "read_by": tag.read_by,
    }


def _tag(kept: dict[str, Any]) -> PriceTag:
    plain = {
        "quad": quad_of(kept["quad"]),
        "prices": tuple(kept["prices"]),
        "colours": tuple((name, share) for name, share in kept["colours"]),
        "facings": tuple(kept["facings"]),
    }
    return PriceTag(**{**kept, **plain})


def quality_json(quality: Quality | None) -> dict[str, Any] | None:
    """``quality`` as callers see it, rounded to what it can tell."""
    if quality is None:
        return None
    return {
        "sharpness": round(quality.sharpness, 3),
        "brightness": round(quality.brightness, 3),
        "glare": round(quality.glare, 3),
        "tilt": round(quality.tilt, 2),
        "problems": list(quality.problems),
    }


def quality_from_json(kept: dict[str, Any] | None) -> Quality | None:
    """What :func:`quality_json` made."""
    return None if kept is None else Quality(**{**kept, "problems": tuple(kept["problems"])})


def _panorama_json(panorama: Panorama) -> dict[str, Any]:
    return {
        "width": panorama.width,
        "height": panorama.height,
        "placements": [
            [place.image, list(place.homography), place.row, place.column]
            for place in panorama.placements
        ],
        "stitched": panorama.stitched,
        "skipped": list(panorama.skipped),
    }


def _panorama(kept: dict[str, Any]) -> Panorama:
    places = tuple(Placement(i, tuple(h), r, c) for i, h, r, c in kept["placements"])
    return Panorama(kept["width"], kept["height"], places, kept["stitched"], tuple(kept["skipped"]))


def _quad_json(quad: Quad) -> list[list[float]]:
    return [_rounded(point) for point in quad]


def _rounded(point: Point) -> list[float]:
    return [round(point.x, 1), round(point.y, 1)]
