"""Who was where, when; and what people in the field said about scenes."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.read_only_admin import ReadOnlyAdmin, moment
from scenes.models import Visit
from scenes.operating.photos_admin import picture_tag


class VisitAdmin(ReadOnlyAdmin):
    list_display = ("id", "started", "shop", "agent", "scene_total", "is_new")
    list_filter = ("started_date", "confirmed_at")
    search_fields = ("=id", "shop", "agent", "cid")
    fields = ("shop", "agent", "cid", "started", "is_new", "shown_scenes", "more")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Visit]:
        rows: QuerySet[Visit] = super().get_queryset(request)
        return rows.annotate(scene_count=Count("scenes"))

    @display(description=_("started"), ordering="started_date")
    def started(self, row: Visit) -> str:
        return moment(row.started_date)

    @display(description=_("scenes"), ordering="scene_count")
    def scene_total(self, row: Any) -> int:
        return int(row.scene_count)

    @display(description=_("scenes"))
    def shown_scenes(self, row: Visit) -> SafeString | str:
        scenes = [
            (
                reverse("admin:scenes_scene_change", args=[scene.pk]),
                scene,
                scene.get_state_display(),
            )
            for scene in row.scenes.only("pk", "state")
        ]
        return format_html_join("", '<a class="t-link" href="{}">{}</a>, {}<br>', scenes) or "–"

    @display(description=_("more"))
    def more(self, row: Visit) -> SafeString | str:
        """What callers keep with it."""
        known = {"task": row.task, "shop": row.shop_details}
        told = {name: value for name, value in known.items() if value}
        if not told:
            return "–"
        text = json.dumps(told, indent=2, ensure_ascii=False)
        return format_html('<pre class="t-json">{}</pre>', text)

    @display(description=_("new to readers"), boolean=True)
    def is_new(self, row: Visit) -> bool:
        return row.confirmed_at is None


class AgentAdmin(ReadOnlyAdmin):
    list_display = ("agent_id", "name", "id")
    search_fields = ("agent_id", "name")


class FeedbackAdmin(ReadOnlyAdmin):
    """What callers say of a SKU in a scene."""

    fields: tuple[str, ...] = ("said", "scene", "sku", "message", "photos")

    list_display: tuple[str, ...] = ("id", "said", "sku", "scene", "message")
    list_filter: tuple[str, ...] = ("created_at",)
    list_select_related = ("sku", "scene")
    search_fields = ("message", "sku__name")

    @display(description=_("said"), ordering="created_at")
    def said(self, row: Any) -> str:
        return moment(row.created_at)

    @display(description=_("photos"))
    def photos(self, row: Any) -> SafeString | str:
        tags = [(picture_tag(one.pk),) for one in row.images.only("pk")]
        return format_html_join("", "{}", tags) or "–"


class OosReasonAdmin(FeedbackAdmin):
    fields = ("said", "scene", "sku", "reason", "message", "photos")
    list_display = ("id", "said", "sku", "scene", "reason", "message")
    list_filter = ("reason", "created_at")
