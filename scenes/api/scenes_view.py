"""/scenes/{id}: everything about a scene, also while it is being recognised.

No part of the v1.5 documentation. The id is the scene's 32 hex digits or the recognition's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route, ShelfView
from scenes.api.photo_body import Names
from scenes.api.scene_body import scene_body, seen_of
from scenes.kept_photos import photo_of
from scenes.models import Scene
from scenes.openapi import operation
from scenes.overlays import annotated
from scenes.realogram import SeenPhoto
from scenes.services.reports import scene_named

TAG = "scenes"


def found_scene(name: str) -> Scene:
    """The scene with this hex or recognition id. Raises Http404."""
    scene = Scene.objects.filter(**scene_named(name.replace("-", ""))).first()
    if scene is None:
        raise Http404
    return scene


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
        return Response(scene_body(found_scene(name), request.build_absolute_uri("/")))


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
        names = Names.of([seen])
        jpeg = annotated(pixels, seen, names.names, unnamed=names.unnamed)
        return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private"})


ROUTES: Sequence[Route] = (
    ("scenes/<str:name>", SceneView),
    ("scenes/<str:name>/photos/<int:upload>/annotated.jpg", AnnotatedView),
)
