"""Scenes: each photo with what was seen on it, the reports, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display

from core.models import TimelineStep
from core.read_only_admin import ReadOnlyAdmin, moment
from core.waterfall import waterfall
from scenes.models import Display, Report, Scene, ScenePhoto, Sku
from scenes.operating.photos_admin import LARGE, picture_url
from scenes.operating.report_tables import Table, tables_of
from scenes.operating.shown_photos import Shown, shown
from scenes.realogram import SeenPhoto
from scenes.realogram_json import from_json, scene_from_json
from scenes.services.planogram_making import planogram_from
from scenes.services.scenes import Refused

_STATES = {
    Scene.State.PHOTOS: "info",
    Scene.State.MERGING: "info",
    Scene.State.MERGED: "success",
    Scene.State.FAILED: "danger",
}


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo of the scene; ``seen`` is None while it is not recognised."""

    photo: ScenePhoto
    url: str
    seen: Shown | None
    problems: str


@dataclass(frozen=True, slots=True)
class ShownReport:
    report: Report
    tone: str
    tables: list[Table]


class SceneAdmin(ReadOnlyAdmin):
    list_display = ("id", "opened", "visit", "photo_total", "state_label", "took", "agent", "error")
    list_filter = ("state", "created_at", "country_code", "retail_chain", "agent")
    list_select_related = ("visit", "agent")
    search_fields = ("=id", "scene", "=visit__id", "visit__shop", "agent__name")
    search_help_text = "Id of the scene (number or 32 digits) or its visit; shop; agent"
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
            "photos": _photos(row),
            "panoramas": [picture_url(one.pk, LARGE) for one in row.panoramas.order_by("pk")],
            "reports": [_report(report) for report in row.reports.all()],
            "stretches": waterfall(steps),
            "may_plan": self.has_make_planogram_permission(request) and bool(row.realogram),
        }

    @display(description="opened", ordering="created_at")
    def opened(self, row: Scene) -> str:
        return moment(row.created_at)

    @display(description="photos", ordering="photo_count")
    def photo_total(self, row: Any) -> int:
        return int(row.photo_count)

    @display(description="state", ordering="state", label=_STATES)
    def state_label(self, row: Scene) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description="took")
    def took(self, row: Scene) -> str:
        if row.finished_at is None:
            return "unfinished"
        return f"{(row.finished_at - row.created_at).total_seconds():.1f} s"

    def has_make_planogram_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("scenes.add_planogram")

    @action(description="Make a planogram from this scene", permissions=["make_planogram"])
    def make_planogram(self, request: HttpRequest, queryset: QuerySet[Scene]) -> None:
        for scene in queryset:
            try:
                planogram = planogram_from(scene)
            except Refused as refused:
                self.message_user(request, refused.message, messages.WARNING)
                continue
            page = reverse("admin:scenes_planogram_change", args=[planogram.pk])
            text = 'Made <a href="{}"><b>{}</b></a>. Choose the display that it is for.'
            self.message_user(request, format_html(text, page, planogram), messages.SUCCESS)


def _photos(scene: Scene) -> list[ShownPhoto]:
    photos = list(scene.photos.select_related("upload"))
    seen = _seen(scene, photos)
    skus = {facing.sku for one in seen.values() for facing in one.facings}
    skus |= {o.sku for one in seen.values() for f in one.facings for o in f.alternatives}
    rows = Sku.objects.filter(pk__in=skus).values_list("pk", "name", "is_placeholder")
    names = {pk: name for pk, name, _ in rows}
    unnamed = frozenset({pk for pk, _, is_placeholder in rows if is_placeholder} | {0})
    return [
        ShownPhoto(
            photo=photo,
            url=picture_url(photo.upload_id, LARGE),
            seen=shown(seen[photo.pk], names, unnamed) if photo.pk in seen else None,
            problems=", ".join((photo.upload.quality or {}).get("problems", [])),
        )
        for photo in photos
    ]


def _seen(scene: Scene, photos: Sequence[ScenePhoto]) -> dict[int, SeenPhoto]:
    """By the id of the scene's photo. Merged views say more: which facings are duplicates."""
    merged: tuple[SeenPhoto, ...] = ()
    if scene.realogram:
        merged = scene_from_json(scene.realogram).photos
    by_upload = {one.image: one for one in merged}
    found = {p.pk: by_upload[p.upload_id] for p in photos if p.upload_id in by_upload}
    return {p.pk: from_json(p.seen) for p in photos if p.seen} | found


def _report(report: Report) -> ShownReport:
    tones = {Report.Status.READY: "success", Report.Status.ERROR: "danger"}
    is_ready = report.status == Report.Status.READY
    tables = tables_of(report.report_type, report.json) if is_ready else []
    return ShownReport(report, tones.get(Report.Status(report.status), "info"), tables)
