"""Who was where, when; and what people in the field said about scenes."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from core.read_only_admin import ReadOnlyAdmin, moment
from scenes.models import Visit


class VisitAdmin(ReadOnlyAdmin):
    list_display = ("id", "started", "shop", "agent", "scene_total", "is_new")
    list_filter = ("started_date", "confirmed_at")
    search_fields = ("=id", "shop", "agent", "cid")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Visit]:
        rows: QuerySet[Visit] = super().get_queryset(request)
        return rows.annotate(scene_count=Count("scenes"))

    @display(description="started", ordering="started_date")
    def started(self, row: Visit) -> str:
        return moment(row.started_date)

    @display(description="scenes", ordering="scene_count")
    def scene_total(self, row: Any) -> int:
        return int(row.scene_count)

    @display(description="new to readers", boolean=True)
    def is_new(self, row: Visit) -> bool:
        return row.confirmed_at is None


class AgentAdmin(ReadOnlyAdmin):
    list_display = ("agent_id", "name", "id")
    search_fields = ("agent_id", "name")


class FeedbackAdmin(ReadOnlyAdmin):
    """What callers say of a SKU in a scene."""

    list_display: tuple[str, ...] = ("id", "said", "sku", "scene", "message")
    list_filter: tuple[str, ...] = ("created_at",)
    list_select_related = ("sku", "scene")
    search_fields = ("message", "sku__name")

    @display(description="said", ordering="created_at")
    def said(self, row: Any) -> str:
        return moment(row.created_at)


class OosReasonAdmin(FeedbackAdmin):
    list_display = ("id", "said", "sku", "scene", "reason", "message")
    list_filter = ("reason", "created_at")
