"""/recognition_error and /oos_reason: what people in the field say about a scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.bodies import query_of
from scenes.api.conventions import Route, ShelfView
from scenes.api.fields import Reference
from scenes.api.id_lists import UploadIds
from scenes.models import OosReason, RecognitionError, Scene, Sku
from scenes.openapi import IDEMPOTENCY_KEY, operation

TAG = "feedback"
MAX_MESSAGE = 10_000


class SceneReference(serializers.SlugRelatedField[Any]):
    """The 32 hex digits of a scene, with dashes and in capitals too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="scene", queryset=Scene.objects.all(), **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data.strip().replace("-", "").lower())


class RecognitionErrorSerializer(serializers.Serializer[Any]):
    """``sku_gid`` is the id of the SKU; ``images`` are uploads that prove it."""

    sku_gid = Reference(queryset=Sku.objects.all())
    scene = SceneReference()
    message = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, max_length=MAX_MESSAGE
    )
    images = UploadIds(required=False, allow_null=True, most=50)


class OosReasonSerializer(RecognitionErrorSerializer):
    reason = serializers.CharField(max_length=255)


class LooseOosReasonSerializer(OosReasonSerializer):
    """Of a GET: the documentation marks everything as optional."""

    sku_gid = Reference(queryset=Sku.objects.all(), required=False, allow_null=True)
    scene = SceneReference(required=False, allow_null=True)
    reason = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, max_length=255
    )

    def validate(self, attrs: Any) -> Any:
        if not any(attrs.values()):
            raise ValidationError("Nothing was sent.")
        return attrs


class RecognitionErrorView(ShelfView):
    @extend_schema(
        **operation(
            "report_recognition_error",
            "Say that a SKU was recognised wrongly",
            tag=TAG,
            answers={
                201: inline_serializer(
                    "KeptRecognitionError",
                    {"recognition_error_id": serializers.IntegerField()},
                )
            },
            body=RecognitionErrorSerializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 422),
        )
    )
    def post(self, request: Request) -> Response:
        sent = RecognitionErrorSerializer(data=self.body)
        with transaction.atomic():
            answer = {"recognition_error_id": _kept(RecognitionError, sent)}
            self.remember(201, answer)
        return Response(answer, status=201)


_OOS: dict[str, Any] = {
    "tag": TAG,
    "answers": {
        200: inline_serializer("KeptOosReason", {"oos_reason_id": serializers.IntegerField()})
    },
}


class OosReasonView(ShelfView):
    # Without HEAD, which would keep a reason too.
    http_method_names = ["get", "post", "options"]

    @extend_schema(
        **operation(
            "report_oos_reason",
            "Say why a SKU is out of stock",
            body=OosReasonSerializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 422),
            **_OOS,
        )
    )
    def post(self, request: Request) -> Response:
        return self._answered(OosReasonSerializer(data=self.body))

    @extend_schema(
        **operation("report_oos_reason_by_get", "The same, as the documentation asks", **_OOS)
    )
    def get(self, request: Request) -> Response:
        """The values are in the body of the GET, or in its query."""
        return self._answered(LooseOosReasonSerializer(data={**query_of(request), **self.body}))

    def _answered(self, sent: OosReasonSerializer) -> Response:
        with transaction.atomic():
            answer = {"oos_reason_id": _kept(OosReason, sent)}
            self.remember(200, answer)
        return Response(answer)


def _kept(model: type[RecognitionError | OosReason], sent: RecognitionErrorSerializer) -> int:
    sent.is_valid(raise_exception=True)
    values = dict(sent.validated_data)
    images = values.pop("images", None) or ()
    sku = values.pop("sku_gid", None)
    texts = {name: values.pop(name) or "" for name in ("message", "reason") if name in values}
    row = model.objects.create(sku=sku, **values, **texts)
    row.images.set(images)
    return row.pk


ROUTES: Sequence[Route] = (
    ("recognition_error", RecognitionErrorView),
    ("oos_reason", OosReasonView),
)
