"""Pages of measurements over a labelled set."""

from __future__ import annotations

import uuid
from typing import Any

from celery import current_app
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import RecognitionError
from core.spreadsheet import csv_file
from core.workbench import runs
from core.workbench.access import LOOK, kinds_for, offer_for, staff_page
from core.workbench.forms import ModelsField
from core.workbench.models import Run
from core.workbench.offers import bench_of

SHOWN_CASES = 400
CSV_COLUMNS = (
    "engine",
    "name",
    "right",
    "expected",
    "got",
    "confidence",
    "seconds",
    "tokens",
    "notes",
    "problem",
)


@require_POST
@staff_page(LOOK)
def run_open(request: HttpRequest, kind: str) -> HttpResponse:
    """Measure the set of a kind as it is now."""
    offer = offer_for(request.user, kind)
    try:
        asked = ModelsField().clean(request.POST.get("models", ""))
        run, job = runs.open_run(offer, user=request.user, asked=asked)
    except (RecognitionError, ValidationError) as error:
        messages.error(request, error.message)
        return redirect("workbench-set", kind)
    current_app.send_task(job.task, [str(job.pk)])
    return redirect("workbench-run", run.pk)


@staff_page(LOOK)
def run_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How a measurement goes, what it amounts to, and every case, wrong ones first."""
    run = _run(request, pk)
    title = bench_of(run.kind).title
    context = {**admin.site.each_context(request), "title": title, "subtitle": _("Measurement")}
    return render(request, "core/workbench_run.html", {**context, **_about(run)})


@staff_page(LOOK)
def run_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The part of the page that changes while the measurement goes on."""
    return render(request, "core/workbench_progress.html", _about(_run(request, pk)))


@require_POST
@staff_page(LOOK)
def run_stop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    runs.stop(_run(request, pk))
    return redirect("workbench-run", pk)


@staff_page(LOOK)
def run_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    run = _run(request, pk)
    return csv_file(f"{run.kind}-measurement", CSV_COLUMNS, run.cases.iterator(chunk_size=500))


def _run(request: HttpRequest, pk: uuid.UUID) -> Run:
    return get_object_or_404(Run, pk=pk, kind__in=kinds_for(request.user))


def _about(run: Run) -> dict[str, Any]:
    rows = runs.wrong_first(run.cases.select_related("example"))
    total = len(run.examples)
    return {
        "run": run,
        "total": total,
        "percent": 100 * run.done // max(total, 1),
        "lines": runs.lines_of(run),
        "cases": rows[:SHOWN_CASES],
        "count": len(rows),
        "wrong": sum(not row.right for row in rows),
        "shown": SHOWN_CASES,
    }
