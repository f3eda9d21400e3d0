"""PANORAMA: the pictures that the scene's photos make together."""

from __future__ import annotations

from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Panorama, Placement, Realogram


def panorama(realogram: Realogram, master: MasterData) -> list[dict[str, Any]]:
    """One entry for each panorama. ``image`` is an upload like any other; ``homography`` leads
    from the photo's pixels to the panorama's; ``stitched`` is false for a mere grid of photos."""
    # A panorama whose picture is missing still says how the photos lie.
    missing: list[tuple[int | None, str]] = [(None, "")] * len(realogram.panoramas)
    uploads = [*master.panorama_uploads, *missing]
    pairs = zip(realogram.panoramas, uploads, strict=False)
    return [_panorama(one, upload, url) for one, (upload, url) in pairs]


def _panorama(one: Panorama, upload: int | None, url: str) -> dict[str, Any]:
    return {
        "image": upload,
        "url": url,
        "width": one.width,
        "height": one.height,
        "images": [_placement(placement) for placement in one.placements],
        "skipped": list(one.skipped),
        "stitched": one.stitched,
    }


def _placement(placement: Placement) -> dict[str, Any]:
    return {
        "image": placement.image,
        "homography": list(placement.homography),
        "row": placement.row,
        "column": placement.column,
    }
