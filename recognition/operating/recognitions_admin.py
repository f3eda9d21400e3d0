"""What was recognised: the list, the evidence behind each answer, export and deletion."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import action, display

from core.errors import RecognitionError
from core.models import TimelineStep
from core.photos import from_bytes
from core.read_only_admin import ReadOnlyAdmin, moment
from core.spreadsheet import csv_file
from core.waterfall import waterfall
from recognition import services, uploads
from recognition.models import SerialRecognition
from recognition.operating import rerun_pages, verdict_page
from recognition.operating.forgetting_admin import Forgetting

_STATUSES = {
    SerialRecognition.Status.SUCCESS: "success",
    SerialRecognition.Status.LOW_CONFIDENCE: "warning",
    SerialRecognition.Status.FAILED: "neutral",
    SerialRecognition.Status.ERROR: "danger",
}
PICTURE_SIDE = 2000
"""Pixels: enough to read small print on a screen."""
COLUMNS = (
    "id",
    "created_at",
    "clientUid",
    "serialNumber",
    "confidence",
    "recognition_status",
    "location",
    "additionalNumbers",
    "notes",
    "rating",
    "feedback",
    "fileName",
    "fileSize",
    "imageType",
    "ai_execution_time",
    "timeline_request_id",
)


class SerialRecognitionAdmin(Forgetting, ReadOnlyAdmin):
    list_display = (
        "time",
        "clientUid",
        "serial",
        "sure",
        "status",
        "stars",
        "answered_by",
        "cached",
    )
    list_select_related = ("detail",)
    list_filter = (
        "recognition_status",
        "rating",
        "detail__cached",
        "detail__model",
        "created_at",
    )
    search_fields = ("id", "clientUid", "serialNumber", "notes", "feedback", "timeline_request_id")
    search_help_text = _("Client, serial number, notes, feedback, id or timeline_request_id")
    change_form_template = "recognition/recognition.html"
    actions: ClassVar = ["export_csv", "forget_clients"]

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        own = [
            path("forget/", inside(require_POST(self.forget)), name="recognition_forget"),
            path("<str:pk>/photo.jpg", inside(self.photo), name="recognition_photo"),
            path("<str:pk>/again/", inside(require_POST(self.again)), name="recognition_again"),
            path("<str:pk>/again/<uuid:job_id>/", inside(self.answer), name="recognition_other"),
        ]
        return [*own, *super().get_urls()]

    def beside(self, request: HttpRequest, row: SerialRecognition) -> dict[str, Any]:
        return {
            "row": row,
            "stretches": _stretches(row),
            "tone": _tone(row),
            "photo": verdict_page.photo_of(row),
            "candidates": verdict_page.candidates_of(row),
            "seen": verdict_page.detail_of(row).seen,
            "excluded": verdict_page.excluded_of(row),
            "json": verdict_page.answer_json(row),
            "form": rerun_pages.form_for(request, row),
            "may_run_again": request.user.has_perm(rerun_pages.PERMISSION),
        }

    def photo(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The kept photo as a JPEG without EXIF, for people who may see recognitions."""
        row = self._visible(request, pk)
        name = verdict_page.detail_of(row).photo
        if not name:
            raise Http404
        try:
            data = from_bytes(uploads.read(name), **services.photo_limits()).jpeg(PICTURE_SIDE)
        except RecognitionError as error:
            raise Http404 from error
        response = HttpResponse(data, content_type="image/jpeg")
        response["Cache-Control"] = "private, no-store"
        return response

    def again(self, request: HttpRequest, pk: str) -> HttpResponse:
        return rerun_pages.start(request, self._visible(request, pk))

    def answer(self, request: HttpRequest, pk: str, job_id: uuid.UUID) -> HttpResponse:
        return rerun_pages.result(request, self._visible(request, pk), job_id)

    def _visible(self, request: HttpRequest, pk: str) -> SerialRecognition:
        """The row, for those who may see it. Raises Http404, also for all others."""
        row = get_object_or_404(SerialRecognition.objects.select_related("detail"), pk=pk)
        if not self.has_view_permission(request, row):
            raise Http404
        return row

    @display(description=_("time"), ordering="created_at")
    def time(self, row: SerialRecognition) -> str:
        return moment(row.created_at)

    @display(description=_("serial number"), ordering="serialNumber")
    def serial(self, row: SerialRecognition) -> str:
        return row.serialNumber or "–"

    @display(description=_("confidence"), ordering="confidence")
    def sure(self, row: SerialRecognition) -> str:
        return "–" if row.confidence is None or not row.serialNumber else f"{row.confidence:.3f}"

    @display(description=_("status"), ordering="recognition_status", label=_STATUSES)
    def status(self, row: SerialRecognition) -> tuple[str, str]:
        return row.recognition_status, row.get_recognition_status_display()

    @display(description=_("rating"), ordering="rating")
    def stars(self, row: SerialRecognition) -> str:
        return "★" * row.rating + "☆" * (5 - row.rating) if row.rating else "–"

    @display(description=_("answered by"), ordering="detail__model")
    def answered_by(self, row: SerialRecognition) -> str:
        return row.detail.model or "–" if hasattr(row, "detail") else "–"

    @display(description=_("cached"), ordering="detail__cached", label={"cached": "info"})
    def cached(self, row: SerialRecognition) -> tuple[str, Any]:
        is_cached = hasattr(row, "detail") and row.detail.cached
        return ("cached", _("cached")) if is_cached else ("", "")

    @action(description=_("Export as CSV"), permissions=["view"])
    def export_csv(
        self, request: HttpRequest, queryset: QuerySet[SerialRecognition]
    ) -> StreamingHttpResponse:
        return csv_file("recognitions", COLUMNS, queryset.iterator(chunk_size=500))


def _stretches(row: SerialRecognition) -> list[Any]:
    try:
        timeline_id = uuid.UUID(row.timeline_request_id)
    except ValueError:
        return []
    return waterfall(TimelineStep.objects.filter(request_id=timeline_id))


def _tone(row: SerialRecognition) -> str:
    return _STATUSES[SerialRecognition.Status(row.recognition_status)]
