"""/sku/{id}/images: the pack shots of a SKU, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route, ShelfView
from scenes.api.fields import Reference
from scenes.api.sent_photos import kept_photo, sent_file
from scenes.api.sku import MOST_PACK_SHOTS
from scenes.models import PackShot, Sku, Upload
from scenes.openapi import IDEMPOTENCY_KEY, MASTER_DATA, PAGE, envelope, operation
from scenes.services.catalogue import pack_shots, set_pack_shots
from scenes.services.uploads import media_url


class PackShotSerializer(serializers.Serializer[Any]):
    """``image`` is an upload id. ``problem`` says why a picture cannot be used, "" if it can."""

    image = Reference(queryset=Upload.objects.all())
    url = serializers.URLField(read_only=True)
    problem = serializers.CharField(read_only=True)


class PackShotsView(ShelfView):
    """GET: a page of pack shots. POST: one more, by its upload id or as a file."""

    @extend_schema(
        **operation(
            "list_pack_shots",
            "List the pack shots of a SKU",
            tag=MASTER_DATA,
            answers={200: envelope("PackShot", PackShotSerializer)},
            parameters=PAGE,
            fails=(404,),
        )
    )
    def get(self, request: Request, pk: int) -> Response:
        sku = self.found(Sku.objects.all(), pk)
        return self.page(sku.pack_shots.select_related("upload"), self._shown)

    @extend_schema(
        **operation(
            "add_pack_shot",
            "Give a SKU one more pack shot",
            tag=MASTER_DATA,
            answers={201: PackShotSerializer},
            body=PackShotSerializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 404, 409, 413, 422),
        )
    )
    def post(self, request: Request, pk: int) -> Response:
        self.found(Sku.objects.all(), pk)
        upload = self._upload()
        with transaction.atomic():
            sku = self.found(Sku.objects.select_for_update(), pk)
            shots = list(dict.fromkeys([*pack_shots(sku), upload.pk]))
            if len(shots) > MOST_PACK_SHOTS:
                raise ValidationError({"image": [f"A SKU has at most {MOST_PACK_SHOTS} images."]})
            set_pack_shots(sku, shots)
            shown = self._shown(sku.pack_shots.select_related("upload").get(upload=upload))
            self.remember(201, shown)
        return Response(shown, status=201)

    def _upload(self) -> Upload:
        if sent_file(self.body) is not None:
            return kept_photo(self)
        sent = PackShotSerializer(data=self.body)
        sent.is_valid(raise_exception=True)
        upload: Upload = sent.validated_data["image"]
        return upload

    def _shown(self, shot: PackShot) -> dict[str, Any]:
        url = media_url(shot.upload, self.request.build_absolute_uri("/"))
        return {"image": shot.upload_id, "url": url, "problem": shot.problem}


class PackShotView(ShelfView):
    @extend_schema(
        **operation(
            "remove_pack_shot",
            "Take a pack shot away from a SKU",
            tag=MASTER_DATA,
            answers={204: None},
            fails=(404,),
        )
    )
    @transaction.atomic
    def delete(self, request: Request, pk: int, image: int) -> Response:
        sku = self.found(Sku.objects.select_for_update(), pk)
        shots = pack_shots(sku)
        self.found(Upload.objects.filter(pk__in=shots), image)
        set_pack_shots(sku, [shot for shot in shots if shot != image])
        return Response(status=204)


ROUTES: Sequence[Route] = (
    ("sku/<int:pk>/images", PackShotsView),
    ("sku/<int:pk>/images/<int:image>", PackShotView),
)
