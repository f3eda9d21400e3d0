"""/scenes/{id}: everything about a scene, also while it is being recognised.

No part of the v1.5 documentation. The id is the scene's 32 hex digits or the recognition's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route, ShelfView
from scenes.kept_photos import photo_of
from scenes.models import Scene, ScenePhoto, Sku
from scenes.moments import rfc3339
from scenes.openapi import operation
from scenes.overlays import annotated
from scenes.realogram import (
    Facing,
    Gap,
    PriceTag,
    Realogram,
    SeenPhoto,
    ShelfLine,
    from_json,
    scene_from_json,
)
from scenes.services.reports import scene_named, summary_of
from scenes.services.uploads import media_url

TAG = "scenes"
Names = Mapping[int, str]


def found_scene(name: str) -> Scene:
    """The scene with this hex or recognition id. Raises Http404."""
    scene = Scene.objects.filter(**scene_named(name.replace("-", ""))).first()
    if scene is None:
        raise Http404
    return scene


def seen_of(scene: Scene, photos: Sequence[ScenePhoto]) -> dict[int, SeenPhoto]:
    """What is known by now of each photo, by upload id: merged, or as far as it has come."""
    if scene.realogram:
        return {photo.image: photo for photo in scene_from_json(scene.realogram).photos}
    return {photo.upload_id: from_json(photo.seen) for photo in photos if photo.seen}


class SceneView(ShelfView):
    @extend_schema(
        **operation(
            "read_scene",
            "Everything about a scene",
            tag=TAG,
            answers={200: OpenApiTypes.OBJECT},
            fails=(404,),
            description="State, photos with their quality, facings with scores and "
            "alternatives, gaps, price tags and shelf lines, the rows of the shelf, reports, "
            "and for each photo the address of a picture with all of it drawn in. What is "
            "known of a photo is there as soon as it is recognised.",
        )
    )
    def get(self, request: Request, name: str) -> Response:
        return Response(_body(found_scene(name), request.build_absolute_uri("/")))


class AnnotatedView(ShelfView):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A picture is a picture, whatever a browser says it would rather have.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        **operation(
            "read_annotated_photo",
            "A photo with what was seen drawn in",
            tag=TAG,
            answers={200: OpenApiTypes.BINARY},
            fails=(404,),
        )
    )
    def get(self, request: Request, name: str, upload: int) -> HttpResponse:
        scene = found_scene(name)
        photo = scene.photos.select_related("upload").filter(upload=upload).first()
        if photo is None:
            raise Http404
        pixels = photo_of(photo.upload).pixels()
        empty = SeenPhoto(upload, photo.upload.width, photo.upload.height)
        seen = seen_of(scene, [photo]).get(upload, empty)
        skus = Sku.objects.in_bulk({facing.sku for facing in seen.facings})
        unnamed = frozenset(pk for pk, sku in skus.items() if sku.is_placeholder)
        names = {pk: sku.name for pk, sku in skus.items()}
        jpeg = annotated(pixels, seen, names, unnamed=unnamed)
        return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private"})


def _body(scene: Scene, base_url: str) -> dict[str, Any]:
    photos = list(scene.photos.select_related("upload"))
    seen = seen_of(scene, photos)
    whole = scene_from_json(scene.realogram) if scene.realogram else None
    reports = scene.reports.select_related("scene").defer("scene__realogram", "json")
    names = _names(seen.values())
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
        "merged": whole.merged if whole else None,
        "photos": [_photo(scene, p, seen.get(p.upload_id), names, base_url) for p in photos],
        "rows": _rows(whole),
        "panoramas": [
            {"image": upload.pk, "url": media_url(upload, base_url)}
            for upload in scene.panoramas.order_by("id")
        ],
        "reports": [
            {**summary_of(report), "asked_as": report.asked_as, "error": report.error}
            for report in reports
        ],
    }


def _agent(scene: Scene) -> dict[str, str] | None:
    if scene.agent is None:
        return None
    return {"agent_id": scene.agent.agent_id, "agent_name": scene.agent.name}


def _names(photos: Any) -> Names:
    skus = {facing.sku for photo in photos for facing in photo.facings}
    skus |= {o.sku for photo in photos for facing in photo.facings for o in facing.alternatives}
    return dict(Sku.objects.filter(pk__in=skus).values_list("id", "name"))


def _photo(
    scene: Scene, photo: ScenePhoto, seen: SeenPhoto | None, names: Names, base_url: str
) -> dict[str, Any]:
    state = "waiting" if photo.done_at is None else "failed" if photo.error else "recognised"
    upload = photo.upload
    quality = seen.quality if seen else None
    drawn = f"{base_url}api/v1.5/scenes/{scene.scene}/photos/{upload.pk}/annotated.jpg"
    return {
        "image": upload.pk,
        "url": media_url(upload, base_url),
        "annotated_url": drawn,
        "width": upload.width,
        "height": upload.height,
        "state": state,
        "error": photo.error,
        "quality": upload.quality if quality is None else _quality(quality),
        "facings": [_facing(facing, names) for facing in (seen.facings if seen else ())],
        "shelves": [_line(line) for line in (seen.shelves if seen else ())],
        "gaps": [_gap(gap) for gap in (seen.gaps if seen else ())],
        "tags": [_tag(tag) for tag in (seen.tags if seen else ())],
    }


def _quality(quality: Any) -> dict[str, Any]:
    return {
        "sharpness": quality.sharpness,
        "brightness": quality.brightness,
        "glare": quality.glare,
        "tilt": quality.tilt,
        "problems": list(quality.problems),
    }


def _facing(facing: Facing, names: Names) -> dict[str, Any]:
    return {
        "id": facing.id,
        "sku_id": facing.sku,
        "name": names.get(facing.sku, ""),
        "quad": [list(point) for point in facing.quad],
        "score": facing.score,
        "alternatives": [
            {"sku_id": other.sku, "name": names.get(other.sku, ""), "score": other.score}
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
        "currency": tag.currency,
        "promo": tag.promo,
        "colors": [{"color": name, "score": share} for name, share in tag.colours],
        "text": tag.text,
        "facings": list(tag.facings),
        "score": tag.score,
    }


def _rows(whole: Realogram | None) -> list[dict[str, Any]]:
    return [
        {"rack": row.rack, "shelf": row.shelf, "columns": [list(column) for column in row.columns]}
        for row in (whole.rows if whole else ())
    ]


ROUTES: Sequence[Route] = (
    ("scenes/<str:name>", SceneView),
    ("scenes/<str:name>/photos/<int:upload>/annotated.jpg", AnnotatedView),
)
