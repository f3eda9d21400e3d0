"""What the page of one scene shows beside its row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.viewer import Picture
from scenes.models import Report, Scene, ScenePhoto, Sku
from scenes.operating.photos_admin import LARGE, picture_url
from scenes.operating.plan_drawing import Shelf, shelves_of
from scenes.operating.report_tables import Table, tables_of
from scenes.operating.shown_photos import Products, layers_of, marks_of, skus_of, tags_of
from scenes.realogram import Realogram, SeenPhoto
from scenes.realogram_json import from_json, scene_from_json

LONGEST = 200_000
"""Characters of a report's JSON that a page shows."""


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo of the scene; ``is_seen`` is False while it is not recognised."""

    photo: ScenePhoto
    picture: Picture
    is_seen: bool
    problems: list[str]
    quality: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownReport:
    """``shelves`` is the plan beside the shelves, for the report that compares them. ``json``
    is "" where it is too long to be shown."""

    report: Report
    tone: str
    tables: list[Table]
    shelves: list[Shelf]
    json: str


def parts_of(scene: Scene) -> dict[str, Any]:
    """Photos, their legends and reports, for the template."""
    photos = list(scene.photos.select_related("upload"))
    realogram = scene_from_json(scene.realogram) if scene.realogram else Realogram(())
    seen = _seen(photos, realogram)
    views = [seen[photo.pk] for photo in photos if photo.pk in seen]
    products = _products(views)
    shown = [
        _photo(photo, number, seen.get(photo.pk), products)
        for number, photo in enumerate(photos, 1)
    ]
    return {
        "photos": shown,
        "layers": layers_of(mark for one in shown for mark in one.picture.marks),
        "skus": skus_of(views, products),
        "tags": list(tags_of(views)),
        "reports": [_report(report, realogram, products) for report in scene.reports.all()],
    }


def _products(views: Sequence[SeenPhoto]) -> Products:
    """The names of all that the photos show, and of what facings might show instead."""
    facings = [facing for view in views for facing in view.facings]
    skus = {facing.sku for facing in facings}
    skus |= {other.sku for facing in facings for other in facing.alternatives}
    rows = Sku.objects.filter(pk__in=skus).values_list("pk", "name", "is_placeholder")
    names = {pk: name for pk, name, _is_placeholder in rows}
    unnamed = {pk for pk, _name, is_placeholder in rows if is_placeholder}
    return Products(names, frozenset({0, *unnamed}))


def _seen(photos: Sequence[ScenePhoto], realogram: Realogram) -> dict[int, SeenPhoto]:
    """By the id of the scene's photo. Merged views say more: which facings are duplicates."""
    by_upload = {one.image: one for one in realogram.photos}
    found = {p.pk: by_upload[p.upload_id] for p in photos if p.upload_id in by_upload}
    return {p.pk: from_json(p.seen) for p in photos if p.seen} | found


def _photo(
    photo: ScenePhoto, number: int, seen: SeenPhoto | None, products: Products
) -> ShownPhoto:
    upload = photo.upload
    quality = upload.quality or {}
    picture = Picture(
        url=picture_url(upload.pk, LARGE),
        width=upload.width,
        height=upload.height,
        label=_("Photo %d with what was seen on it. Plus, minus and zero zoom, arrows move.")
        % number,
        marks=marks_of(seen, number, products) if seen else (),
    )
    problems = quality.get("problems", [])
    return ShownPhoto(photo, picture, seen is not None, problems, _measured(quality))


def _measured(quality: dict[str, Any]) -> list[tuple[str, str]]:
    """What was measured of a photo's quality, in words."""
    if "sharpness" not in quality:
        return []
    return [
        (_("sharpness"), f"{quality['sharpness']:.0f}"),
        (_("brightness"), f"{quality['brightness']:.0%}"),
        (_("glare"), f"{quality['glare']:.1%}"),
        (_("tilt"), f"{quality['tilt']:.1f}°"),
    ]


def _report(report: Report, realogram: Realogram, products: Products) -> ShownReport:
    tones = {Report.Status.READY: "success", Report.Status.ERROR: "danger"}
    is_ready = report.status == Report.Status.READY
    text = json.dumps(report.json, indent=2, ensure_ascii=False) if is_ready else ""
    compares = is_ready and report.json and report.report_type == "PLANOGRAM_COMPLIANCE"
    return ShownReport(
        report=report,
        tone=tones.get(Report.Status(report.status), "info"),
        tables=tables_of(report.report_type, report.json) if is_ready else [],
        shelves=shelves_of(report.json or {}, realogram, products) if compares else [],
        json=text if len(text) <= LONGEST else "",
    )
