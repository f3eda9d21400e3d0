"""Filling the catalogue from a file: the form, the progress, and what could not be taken."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display

from core import file_imports
from core.models.imports import TONES
from core.read_only_admin import ReadOnlyAdmin, moment
from scenes.catalogue_files import archives, sheets
from scenes.catalogue_files.columns import COLUMNS, sample
from scenes.matching.features import FEATURES_VERSION
from scenes.models import CatalogueImport
from scenes.operating.import_forms import ImportForm
from scenes.tasks import enqueue

State = CatalogueImport.State
_STATES = {state: TONES.get(state, "info") for state in State}
SHOWN_PROBLEMS = 200


class CatalogueImportAdmin(ReadOnlyAdmin):
    list_display = ("name", "sent", "user", "state_label", "progress", "trouble")
    list_filter = ("state", "created_at")
    list_select_related = ("user",)
    search_fields = ("name",)
    change_form_template = "scenes/import.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("scenes.add_catalogueimport")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CatalogueImport]:
        rows: QuerySet[CatalogueImport] = super().get_queryset(request)
        return rows.annotate(problem_count=Count("problems"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("columns.csv", wrap(self.sample_view), name="shelf_import_sample"),
            path("<int:pk>/progress/", wrap(self.progress_view), name="shelf_import_progress"),
            path("<int:pk>/problems.csv", wrap(self.problems_view), name="shelf_import_problems"),
            path("<int:pk>/stop/", wrap(require_POST(self.stop_view)), name="shelf_import_stop"),
        ]
        return [*own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ImportForm(*sent, user=request.user)
        if form.is_valid() and form.opened:
            row, job = form.opened
            enqueue([job])
            self.log_addition(request, row, "Sent.")
            return redirect("admin:scenes_catalogueimport_change", row.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a catalogue"),
            "opts": self.opts,
            "form": form,
            "columns": COLUMNS,
            "most_files": f"{archives.MAX_FILES:,}",
            "most_rows": f"{sheets.MAX_ROWS:,}",
            "most_bytes": file_imports.MAX_BYTES,
        }
        return TemplateResponse(request, "scenes/import_new.html", context)

    def beside(self, request: HttpRequest, row: CatalogueImport) -> dict[str, Any]:
        may_add = self.has_add_permission(request)
        may_stop = may_add and row.state != State.PREPARING
        return {**_shown(row), "may_add": may_add, "may_stop": may_stop}

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part of the page that changes while the import goes on."""
        context = self.beside(request, self._row(request, pk))
        return render(request, "scenes/import_progress.html", context)

    def problems_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """All problems, to be worked off in a spreadsheet."""
        row = self._row(request, pk)
        response = StreamingHttpResponse(_lines(row), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{row.pk}-problems.csv"'
        return response

    def sample_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        response = HttpResponse(sample(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="catalogue.csv"'
        return response

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if file_imports.stop(row):
            self.log_change(request, row, "Stopped.")
        return redirect("admin:scenes_catalogueimport_change", row.pk)

    def _row(self, request: HttpRequest, pk: int) -> CatalogueImport:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(CatalogueImport, pk=pk)

    @display(description=_("sent"), ordering="created_at")
    def sent(self, row: CatalogueImport) -> str:
        return moment(row.created_at)

    @display(description=_("state"), ordering="state", label=_STATES)
    def state_label(self, row: CatalogueImport) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("progress"))
    def progress(self, row: CatalogueImport) -> str:
        return gettext("%(done)s of %(all)s") % {"done": f"{row.done:,}", "all": f"{row.total:,}"}

    @display(description=_("not taken"), ordering="problem_count")
    def trouble(self, row: Any) -> str:
        return f"{row.problem_count:,}" if row.problem_count else "–"


def _shown(row: CatalogueImport) -> dict[str, Any]:
    shots = row.pack_shots.count()
    lacking = row.pack_shots.exclude(features_version=FEATURES_VERSION).count()
    problems = row.problems.order_by(F("row").asc(nulls_last=True), "id")
    return {
        "row": row,
        "shots": shots,
        "prepared": shots - lacking,
        "problems": problems[:SHOWN_PROBLEMS],
        "problem_count": row.problems.count(),
        "shown_problems": SHOWN_PROBLEMS,
    }


class _Line:
    """Hands on what a writer of CSV writes."""

    def write(self, text: str) -> str:
        return text


def _lines(row: CatalogueImport) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(("row", "column or file", "problem"))
    for one in row.problems.values_list("row", "place", "text").iterator():
        yield writer.writerow(map(_cell, one))


def _cell(value: Any) -> str:
    """A spreadsheet takes what begins with these signs for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
