"""Scenes: each photo with what was seen on it, the reports, and how long it took."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from core.models import TimelineStep
from core.read_only_admin import ReadOnlyAdmin, moment
from core.waterfall import waterfall
from scenes.models import Display, Scene
from scenes.operating import scene_page
from scenes.operating.photos_admin import LARGE, picture_url
from scenes.services.planogram_making import planogram_from
from scenes.services.scenes import Refused

_STATES = {
    Scene.State.PHOTOS: "info",
    Scene.State.MERGING: "info",
    Scene.State.MERGED: "success",
    Scene.State.FAILED: "danger",
}


class SceneAdmin(ReadOnlyAdmin):
    list_display = ("id", "opened", "visit", "photo_total", "state_label", "took", "agent", "error")
    list_filter = ("state", "created_at", "country_code", "retail_chain", "agent")
    list_select_related = ("visit", "agent")
    search_fields = ("=id", "scene", "=visit__id", "visit__shop", "agent__name")
    search_help_text = _("Id of the scene (number or 32 digits) or its visit; shop; agent")
    change_form_template = "scenes/scene.html"
    actions: ClassVar = ["make_planogram"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scene]:
        rows: QuerySet[Scene] = super().get_queryset(request).defer("realogram")
        return rows.annotate(photo_count=Count("photos"))

    def beside(self, request: HttpRequest, row: Scene) -> dict[str, Any]:
        steps = TimelineStep.objects.filter(request_id=row.timeline_id)
        return {
            "row": row,
            "tone": _STATES[Scene.State(row.state)],
            "took": self.took(row),
            "displays": Display.objects.filter(pk__in=row.displays),
            "panoramas": [picture_url(one.pk, LARGE) for one in row.panoramas.order_by("pk")],
            **scene_page.parts_of(row),
            "stretches": waterfall(steps),
            "may_plan": self.has_make_planogram_permission(request) and bool(row.realogram),
        }

    @display(description=_("opened"), ordering="created_at")
    def opened(self, row: Scene) -> str:
        return moment(row.created_at)

    @display(description=_("photos"), ordering="photo_count")
    def photo_total(self, row: Any) -> int:
        return int(row.photo_count)

    @display(description=_("state"), ordering="state", label=_STATES)
    def state_label(self, row: Scene) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("took"))
    def took(self, row: Scene) -> str:
        if row.finished_at is None:
            return str(_("unfinished"))
        return f"{(row.finished_at - row.created_at).total_seconds():.1f} s"

    def has_make_planogram_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("scenes.add_planogram")

    @action(description=_("Make a planogram from this scene"), permissions=["make_planogram"])
    def make_planogram(self, request: HttpRequest, queryset: QuerySet[Scene]) -> None:
        for scene in queryset:
            try:
                planogram = planogram_from(scene)
            except Refused as refused:
                self.message_user(request, refused.message, messages.WARNING)
                continue
            page = reverse("admin:scenes_planogram_change", args=[planogram.pk])
            text = _('Made <a href="{}"><b>{}</b></a>. Choose the display that it is for.')
            self.message_user(request, format_html(str(text), page, planogram), messages.SUCCESS)
