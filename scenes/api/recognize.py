"""/recognize: photos in, a scene and its reports out, made by workers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.quotas import charged
from scenes.api.asking import RecognizeSerializer, asked_of
from scenes.api.conventions import ENDPOINT, Route, ShelfView
from scenes.openapi import IDEMPOTENCY_KEY, operation
from scenes.services.scenes import Asked, Opened, Refused, open_scene, uploads_of
from scenes.services.webhook_addresses import checked
from scenes.tasks import enqueue

_ANSWER = inline_serializer(
    "OpenedScene",
    {
        "id": serializers.IntegerField(),
        "images": serializers.ListField(child=serializers.IntegerField()),
        "display": serializers.IntegerField(allow_null=True),
        "displays": serializers.ListField(child=serializers.IntegerField(), required=False),
        "scene": serializers.CharField(),
        "reports": serializers.DictField(child=serializers.IntegerField()),
        "visit": serializers.IntegerField(),
        "status_url": serializers.URLField(),
    },
)


class RecognizeView(ShelfView):
    limited = "recognize"

    @extend_schema(
        **operation(
            "recognize",
            "Recognise the photos of a scene",
            tag="recognition",
            answers={201: _ANSWER},
            body=RecognizeSerializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 422, 429),
        )
    )
    def post(self, request: Request) -> Response:
        asked = asked_of(self.body)
        try:
            if asked.webhook:
                checked(asked.webhook)
            body = self._opened(asked, request.build_absolute_uri("/"))
        except Refused as refused:
            raise ValidationError({refused.field: [refused.message]}) from refused
        return Response(body, status=201)

    @transaction.atomic
    def _write(self, asked: Asked, base_url: str) -> dict[str, Any]:
        assert self.timeline is not None
        uploads = uploads_of(asked, self.row.photoLimit)
        with charged(self.key, ENDPOINT, len(uploads)):
            opened = open_scene(
                asked,
                uploads,
                self.row,
                key=self.key,
                timeline_id=self.timeline.id,
                base_url=base_url,
            )
            body = _body(opened, base_url)
            self.remember(201, body)
        # Robust: without a broker the rows wait for the sweeper, and the caller need not know.
        transaction.on_commit(partial(enqueue, opened.jobs), robust=True)
        return body

    def _opened(self, asked: Asked, base_url: str) -> dict[str, Any]:
        """Raises Refused, EngineUnavailable, RateLimited, QuotaExceeded."""
        assert self.timeline is not None
        self.timeline.mark("checked", images=len(asked.images), reports=len(asked.report_types))
        # The workers' steps need the request's row.
        self.timeline.flush()
        return self._write(asked, base_url)


def _body(opened: Opened, base_url: str) -> dict[str, Any]:
    """Integers where strict clients decode integers; ``displays`` only where there are several."""
    scene, displays = opened.scene, opened.scene.displays
    body = {
        "id": scene.pk,
        "images": list(opened.images),
        "display": displays[0] if displays else None,
        "scene": scene.scene,
        "reports": {report.asked_as: report.pk for report in opened.reports},
        "visit": scene.visit_id,
        "status_url": f"{base_url}api/v1.5/scenes/{scene.scene}",
    }
    return body | ({"displays": displays} if len(displays) > 1 else {})


ROUTES: Sequence[Route] = (("recognize", RecognizeView),)
