"""/visits of v1.5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from scenes.api.conventions import Route, rfc3339
from scenes.api.fields import Number, RecordSerializer
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import Visit
from scenes.openapi import list_of, one_of
from scenes.services.visits import agent_name, images_of, with_images


def _degrees(most: int) -> Number:
    within = [MinValueValidator(-most), MaxValueValidator(most)]
    return Number(required=False, allow_null=True, validators=within)


class VisitSerializer(RecordSerializer):
    """These keys can be written; an empty body makes a visit of now."""

    latitude = _degrees(90)
    longitude = _degrees(180)

    class Meta:
        model = Visit
        fields: ClassVar = [
            "id",
            "cid",
            "shop",
            "agent",
            "started_date",
            "task",
            "latitude",
            "longitude",
        ]

    def to_representation(self, instance: Visit) -> Any:
        details = instance.shop_details if isinstance(instance.shop_details, dict) else {}
        return {
            **super().to_representation(instance),
            "shop_name": details.get("customer_name"),
            "shop_area": details.get("area"),
            "gps_shop": _gps_shop(instance, details),
            "images": images_of(instance),
            "current_agent_name": agent_name(instance),
            "current_agent_route": None,
            "moderation": None,
            "results": [],
            "helpdesk": None,
        }


def _gps_shop(visit: Visit, details: dict[str, Any]) -> dict[str, Any]:
    """An object, as in the documentation's example; its text says array."""
    known = ("customer_name", "city", "country", "region", "area", "address")
    return {
        "id": None,
        "customer_id": visit.shop,
        **{name: details.get(name) for name in known},
        "latitude": visit.latitude,
        "longitude": visit.longitude,
        "created_at": rfc3339(visit.created_at),
        "updated_at": rfc3339(visit.updated_at),
    }


@list_of("visit", "visits", VisitSerializer, tag="visits")
class VisitsView(RecordsView):
    serializer_class = VisitSerializer

    def rows(self) -> QuerySet[Visit]:
        return with_images()


@one_of("visit", "visits", VisitSerializer, tag="visits", methods=("get", "put", "patch"))
class VisitView(OneRecordView):
    """No DELETE is documented."""

    http_method_names = ["get", "put", "patch", "options"]
    serializer_class = VisitSerializer


ROUTES: Sequence[Route] = (("visits", VisitsView), ("visits/<int:pk>", VisitView))
