"""Scenes as the Data API shows them inside a visit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from scenes.api.conventions import load_settings, rfc3339
from scenes.models import Scene, Upload
from scenes.realogram import Realogram
from scenes.realogram_json import scene_from_json
from scenes.reports.registry import REPORTS
from scenes.services.master_data import master_data_of
from scenes.services.uploads import media_url

Rows = list[dict[str, Any]]


def scene_shown(scene: Scene, base_url: str) -> dict[str, Any]:
    """What was seen, made from the realogram as the reports of those names make it.

    A scene that is not recognised yet has photos and no annotations.
    """
    made = _reports(scene, base_url)
    by_image = {row["image"]: row for row in made["REALOGRAM"]}
    tags: dict[int, Rows] = {}
    for row in made["PRICE_TAGS"]:
        for tag in row["tags"]:
            tags.setdefault(tag["image"], []).append({"sku_id": row["sku_id"], **tag})
    photos = [photo.upload for photo in scene.photos.select_related("upload")]
    return {
        "id": scene.pk,
        "scene": scene.scene,
        "created_at": rfc3339(scene.created_at),
        "task_id": None,
        "portal_url": None,
        "images": [
            _image(upload, by_image.get(upload.pk, {}), tags.get(upload.pk, []), base_url)
            for upload in photos
        ],
        "image_quality": [
            {"image": upload.pk, **upload.quality} for upload in photos if upload.quality
        ],
        "clone_id": None,
        "question_groups": [],
        "assortment": [],
        "facing_counts": made["FACING_COUNT"],
    }


def _reports(scene: Scene, base_url: str) -> dict[str, Rows]:
    realogram = scene_from_json(scene.realogram) if scene.realogram else Realogram(photos=())
    master = master_data_of(
        scene, realogram, load_settings(), url_of=partial(_url, base_url=base_url)
    )
    names = ("REALOGRAM", "PRICE_TAGS", "FACING_COUNT")
    return {name: REPORTS[name](realogram, master) for name in names}


def _url(upload: Upload, *, base_url: str) -> str:
    return media_url(upload, base_url)


def _image(upload: Upload, seen: Mapping[str, Any], tags: Rows, base_url: str) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "created_at": rfc3339(upload.created_date),
        "original_url": media_url(upload, base_url),
        "corrected_perspective_url": None,
        "is_deleted": False,
        "annotations": seen.get("annotations", []),
        "shelf_annotations": seen.get("shelf_annotations", []),
        "price_annotations": tags,
    }
