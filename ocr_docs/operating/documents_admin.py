"""What was asked of the panel; and, while a document is kept, its pages with their boxes."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.errors import RecognitionError
from core.models import TimelineStep
from core.read_only_admin import ReadOnlyAdmin, moment
from core.viewer import Layer, Picture
from core.waterfall import waterfall
from ocr_docs import envelopes, services
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest
from ocr_docs.operating.boxes import Row, layers_of, marks_of, rows_of
from ocr_docs.operating.page_pictures import page_jpeg
from ocr_docs.wording import GENERATIONS


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page beside what was read on it; ``rows`` is empty when nothing is kept."""

    page: DocumentPage
    rows: list[Row]
    picture: Picture


class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("received", "kind", "caller", "page_count", "answer", "took", "kept")
    list_filter = ("kind", "status", "key", "created_at")
    list_select_related = ("key",)
    search_fields = ("key__name", "key__prefix")
    search_help_text = _("Name or prefix of the API key")
    change_form_template = "ocr_docs/document.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentRequest]:
        rows: QuerySet[DocumentRequest] = super().get_queryset(request)
        return rows.defer("body").annotate(page_total=Count("pages"))

    def get_urls(self) -> list[URLPattern]:
        picture = path(
            "<uuid:request_id>/page-<int:number>.jpg",
            self.admin_site.admin_view(self.picture),
            name="ocr_page",
        )
        return [picture, *super().get_urls()]

    def beside(self, request: HttpRequest, row: DocumentRequest) -> dict[str, Any]:
        steps = TimelineStep.objects.filter(request_id=row.timeline_id)
        shown = [_shown(row, page) for page in row.pages.all()]
        return {
            "row": row,
            "shown": shown,
            "layers": _layers(shown),
            "json": _envelope(row),
            "stretches": waterfall(steps),
            "took": self.took(row),
        }

    def picture(self, request: HttpRequest, request_id: uuid.UUID, number: int) -> HttpResponse:
        """A kept page as a JPEG, for people who may see documents."""
        row = get_object_or_404(DocumentRequest, pk=request_id)
        if not self.has_view_permission(request, row) or not row.is_kept:
            raise Http404
        try:
            data = page_jpeg(bytes(row.body or b""), number)
        except (RecognitionError, IndexError) as error:
            raise Http404 from error
        response = HttpResponse(data, content_type="image/jpeg")
        response["Cache-Control"] = "private, no-store"
        return response

    @display(description=_("received"), ordering="created_at")
    def received(self, row: DocumentRequest) -> str:
        return moment(row.created_at)

    @display(description=_("key"), ordering="key__name")
    def caller(self, row: DocumentRequest) -> str:
        return f"{row.key.name} ({row.key.prefix})" if row.key else "–"

    @display(description=_("pages"), ordering="page_total")
    def page_count(self, row: Any) -> int:
        count: int = row.page_total
        return count

    @display(
        description=_("status"), ordering="status", label={2: "success", 4: "warning", 5: "danger"}
    )
    def answer(self, row: DocumentRequest) -> tuple[int, str] | str:
        return (row.status // 100, str(row.status)) if row.status else "–"

    @display(description=_("duration"))
    def took(self, row: DocumentRequest) -> str:
        if row.answered_at is None:
            return str(_("unfinished"))
        return f"{(row.answered_at - row.created_at).total_seconds():.2f} s"

    @display(description=_("kept until"), ordering="keep_until")
    def kept(self, row: DocumentRequest) -> str:
        return moment(row.keep_until) if row.is_kept else "–"


def _shown(row: DocumentRequest, page: DocumentPage) -> ShownPage:
    answer = page.answer if row.is_kept else ""
    rows = rows_of(Kind(row.kind), json.loads(answer)) if answer else []
    picture = Picture(
        url=reverse("admin:ocr_page", args=[row.pk, page.number]),
        width=page.width,
        height=page.height,
        label=_("Page %d with the values found on it. Plus, minus and zero zoom, arrows move.")
        % page.number,
        marks=marks_of(rows, page.number),
    )
    return ShownPage(page, rows, picture)


def _layers(shown: list[ShownPage]) -> list[Layer]:
    return layers_of([value for one in shown for value in one.rows])


def _envelope(row: DocumentRequest) -> str:
    """The answer as JSON while its values are kept, else "". A ``request_id`` is not kept."""
    if not row.is_kept or row.status is None:
        return ""
    outcomes = [services.outcome_of(page) for page in row.pages.all()]
    words = GENERATIONS[services.load_settings().errorCodes]
    _status, body = envelopes.answer(Kind(row.kind), outcomes, words)
    return json.dumps(body, indent=2, ensure_ascii=False)
