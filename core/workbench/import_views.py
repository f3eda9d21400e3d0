"""Pages of imports into a labelled set: sent, watched, stopped."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from celery import current_app
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import file_imports
from core.errors import RecognitionError
from core.workbench.access import LABEL, LOOK, kinds_for, offer_for, staff_page
from core.workbench.models import ExampleImport
from core.workbench.offers import bench_of
from core.workbench.taking import open_import


@require_POST
@staff_page(LABEL, LOOK)
def import_open(request: HttpRequest, kind: str) -> HttpResponse:
    """Examples from a ZIP, taken by a worker."""
    offer = offer_for(request.user, kind)
    sent = request.FILES.get("file")
    if sent is None or sent.file is None or (sent.size or 0) > file_imports.MAX_BYTES:
        messages.error(request, _("Choose a ZIP of at most 1 GB."))
        return redirect("workbench-set", kind)
    name, size, file = sent.name or "", sent.size or 0, cast(BinaryIO, sent.file)
    try:
        row, job = open_import(offer, file, name=name, size=size, user=request.user)
    except RecognitionError as error:
        messages.error(request, error.message)
        return redirect("workbench-set", kind)
    current_app.send_task(job.task, [str(job.pk)])
    return redirect("workbench-import-page", row.pk)


@staff_page(LABEL, LOOK)
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How an import goes, and what was not taken."""
    row = _row(request, pk)
    title = bench_of(row.kind).title
    context = {**admin.site.each_context(request), "title": title, "subtitle": _("Import")}
    return render(request, "core/workbench_import.html", {**context, **_about(row)})


@staff_page(LABEL, LOOK)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the import goes on."""
    return render(request, "core/workbench_import_progress.html", _about(_row(request, pk)))


@require_POST
@staff_page(LABEL, LOOK)
def import_stop(request: HttpRequest, pk: int) -> HttpResponse:
    file_imports.stop(_row(request, pk))
    return redirect("workbench-import-page", pk)


def _row(request: HttpRequest, pk: int) -> ExampleImport:
    return get_object_or_404(ExampleImport, pk=pk, kind__in=kinds_for(request.user))


def _about(row: ExampleImport) -> dict[str, Any]:
    return {"row": row, "may_stop": True, "may_send": True}
