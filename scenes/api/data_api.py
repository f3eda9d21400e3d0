"""The Data API (/api/data/v1.0, also v1.3): new visits are listed, read and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route, ShelfView, rfc3339
from scenes.api.fields import RecordSerializer
from scenes.api.records import OneRecordView
from scenes.api.sku import SkusView
from scenes.api.visit_scenes import scene_shown
from scenes.models import Sku, Visit
from scenes.openapi import CID, PAGE, envelope, list_of, one_of, operation
from scenes.services.visits import agent_name, agent_of, confirm, new_visits, with_images

TAG = "data"


class NewVisitSerializer(RecordSerializer):
    class Meta:
        model = Visit
        fields: ClassVar = ["id", "cid", "created_at", "updated_at"]


class DataSkuSerializer(RecordSerializer):
    class Meta:
        model = Sku
        fields: ClassVar = [
            "id",
            "cid",
            "name",
            "category_id",
            "brand_id",
            "manufacturer_id",
            "size_x_mm",
            "size_y_mm",
            "size_z_mm",
            "attributes",
        ]


class DataVisitsView(ShelfView):
    @extend_schema(
        **operation(
            "list_new_visits",
            "List the visits that nobody has confirmed",
            tag=TAG,
            answers={200: envelope("NewVisit", NewVisitSerializer)},
            parameters=PAGE,
            fails=(),
        )
    )
    def get(self, request: Request) -> Response:
        return self.page(new_visits(), lambda visit: NewVisitSerializer(visit).data)


class DataVisitView(ShelfView):
    @extend_schema(
        **operation(
            "read_visit_with_scenes",
            "A visit with all that its scenes show",
            tag=TAG,
            answers={200: OpenApiTypes.OBJECT},
            fails=(404,),
        )
    )
    def get(self, request: Request, pk: int) -> Response:
        visit = self.found(with_images(), pk)
        base_url = request.build_absolute_uri("/")
        scenes = visit.scenes.select_related("agent").order_by("pk")
        return Response(
            {**_about(visit), "scenes": [scene_shown(scene, base_url) for scene in scenes]}
        )


class ConfirmVisitView(ShelfView):
    @extend_schema(
        **operation(
            "confirm_visit",
            "Say that a visit was received: it is listed no longer",
            tag=TAG,
            answers={200: NewVisitSerializer},
            fails=(404,),
        )
    )
    def post(self, request: Request, pk: int) -> Response:
        visit = self.found(Visit.objects.all(), pk)
        confirm(visit)
        return Response(NewVisitSerializer(visit).data | {"is_new": False})


class ConfirmVisitAliasView(ConfirmVisitView):
    """The same beside the visits of v1.5."""

    schema = None


def _about(visit: Visit) -> dict[str, Any]:
    agent = agent_of(visit)
    return {
        "id": visit.pk,
        "cid": visit.cid,
        "portal_url": None,
        "agent_id": agent.agent_id if agent else None,
        "current_agent_name": agent_name(visit),
        "current_agent_route": None,
        "current_agent_role": None,
        "store_id": None,
        "customer_id": visit.shop,
        "is_closed": False,
        "is_deleted": False,
        "is_new": visit.confirmed_at is None,
        "latitude": visit.latitude,
        "longitude": visit.longitude,
        "closed_latitude": None,
        "closed_longitude": None,
        "closed_at": None,
        "created_at": rfc3339(visit.created_at),
        "updated_at": rfc3339(visit.updated_at),
        "app_created_at": rfc3339(visit.started_date),
        "app_closed_at": None,
    }


@list_of("data_sku", "SKUs", DataSkuSerializer, CID, tag=TAG, methods=("get",))
class DataSkusView(SkusView):
    """To be read only."""

    http_method_names = ["get", "options"]
    serializer_class = DataSkuSerializer


@one_of("data_sku", "SKUs", DataSkuSerializer, tag=TAG, methods=("get",))
class DataSkuView(OneRecordView):
    http_method_names = ["get", "options"]
    serializer_class = DataSkuSerializer


DATA_ROUTES: Sequence[Route] = (
    ("visits", DataVisitsView),
    ("visits/<int:pk>", DataVisitView),
    ("visits/<int:pk>/confirm", ConfirmVisitView),
    ("sku", DataSkusView),
    ("sku/<int:pk>", DataSkuView),
)
ROUTES: Sequence[Route] = (("visits/<int:pk>/confirm", ConfirmVisitAliasView),)
