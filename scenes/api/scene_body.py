"""Everything about a scene, as /scenes/{id} gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenes.api.photo_body import Names, photo_body
from scenes.models import Scene, ScenePhoto
from scenes.moments import rfc3339
from scenes.realogram import Realogram, SeenPhoto
from scenes.realogram_json import from_json, scene_from_json
from scenes.services.reports import summary_of
from scenes.services.uploads import media_url


def seen_of(scene: Scene, photos: Sequence[ScenePhoto]) -> dict[int, SeenPhoto]:
    """What is known by now of each photo, by upload id: merged, or as far as it has come."""
    whole = realogram_of(scene)
    if whole:
        return {photo.image: photo for photo in whole.photos}
    return {photo.upload_id: from_json(photo.seen) for photo in photos if photo.seen}


def realogram_of(scene: Scene) -> Realogram | None:
    """None while the scene is not merged, and where it failed."""
    return scene_from_json(scene.realogram) if scene.realogram else None


def scene_body(scene: Scene, base_url: str) -> dict[str, Any]:
    """``base_url`` is this server's as the caller knows it."""
    photos = list(scene.photos.select_related("upload"))
    seen = seen_of(scene, photos)
    names = Names.of(seen.values())
    whole = realogram_of(scene)
    return {
        **_asked(scene),
        "merged": whole.merged if whole else None,
        "photos": [
            photo_body(p, seen.get(p.upload_id), names, scene=scene.scene, base_url=base_url)
            for p in photos
        ],
        "rows": _rows(whole),
        "panoramas": [
            {"image": upload.pk, "url": media_url(upload, base_url)}
            for upload in scene.panoramas.order_by("id")
        ],
        "reports": _reports(scene),
    }


def _asked(scene: Scene) -> dict[str, Any]:
    """What the scene was opened with, and how far it is."""
    return {
        "id": scene.pk,
        "scene": scene.scene,
        "state": scene.state,
        "error": scene.error,
        "visit": scene.visit_id,
        "agent": _agent(scene),
        "display": scene.displays[0] if scene.displays else None,
        "displays": scene.displays,
        "datetime": rfc3339(scene.taken_at),
        "created_date": rfc3339(scene.created_at),
        "finished_date": rfc3339(scene.finished_at) if scene.finished_at else None,
        "country_code": scene.country_code,
        "retail_chain": scene.retail_chain,
        "metadata": scene.metadata,
    }


def _agent(scene: Scene) -> dict[str, str] | None:
    if scene.agent is None:
        return None
    return {"agent_id": scene.agent.agent_id, "agent_name": scene.agent.name}


def _reports(scene: Scene) -> list[dict[str, Any]]:
    rows = scene.reports.select_related("scene").defer("scene__realogram", "json")
    return [
        {**summary_of(report), "asked_as": report.asked_as, "error": report.error}
        for report in rows
    ]


def _rows(whole: Realogram | None) -> list[dict[str, Any]]:
    return [
        {"rack": row.rack, "shelf": row.shelf, "columns": [list(column) for column in row.columns]}
        for row in (whole.rows if whole else ())
    ]
