"""Pages of the labelled sets: what is in them, in and out as folders, low ratings to label."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.engines.vision_catalogue import suggestions
from core.errors import InvalidInput, RecognitionError
from core.workbench import examples, pictures
from core.workbench.access import LABEL, LOOK, kinds_for, offer_for, staff_page
from core.workbench.forms import LabelForm
from core.workbench.models import Example, ExampleImport, Run
from core.workbench.ratings import Low, low_ratings
from core.workbench.runs import lines_of
from core.workbench.trial_views import own_trial, picture_response, sent
from core.workbench.trials import open_trial

A_PAGE = 48
SHOWN_RUNS = 12
SHOWN_IMPORTS = 5


@require_POST
@staff_page(LABEL)
def trial_save(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put the photo of a trial with its true answer into the set of its kind."""
    trial = own_trial(request, pk)
    form = LabelForm(request.POST)
    offer = offer_for(request.user, trial.kind)
    try:
        if not form.is_valid():
            raise InvalidInput(
                " ".join(str(one) for errors in form.errors.values() for one in errors)
            )
        label, note = form.cleaned_data["expected"], form.cleaned_data["note"]
        photo = pictures.checked(pictures.read(trial.picture))
        _row, is_new = examples.save(
            offer, photo, label, note=note, user=request.user, source=trial.source
        )
    except RecognitionError as error:
        messages.error(request, error.message)
        return redirect("workbench-trial", trial.pk)
    count = Example.objects.filter(kind=trial.kind).count()
    said = (
        ngettext("Saved. The set has %d example.", "Saved. The set has %d examples.", count) % count
        if is_new
        else _("The set has this photo already; its true answer is now this one.")
    )
    messages.success(request, said)
    return redirect("workbench-set", trial.kind)


@staff_page(LOOK)
def set_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The examples of a kind, what may be done with them, and earlier measurements."""
    offer = offer_for(request.user, kind)
    rows = Example.objects.filter(kind=kind)
    runs = list(Run.objects.filter(kind=kind).select_related("user")[:SHOWN_RUNS])
    context = {
        **admin.site.each_context(request),
        "title": offer.bench.title,
        "subtitle": _("Labelled set"),
        "kind": kind,
        "bench": offer.bench,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("p")),
        "runs": [(run, lines_of(run)) for run in runs],
        "imports": ExampleImport.objects.filter(kind=kind).select_related("user")[:SHOWN_IMPORTS],
        "model": offer.bench.model_row(),
        "suggestions": suggestions(),
        "may_label": request.user.has_perm(LABEL),
    }
    return render(request, "core/workbench_set.html", context)


@staff_page(LOOK)
def set_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The set as a ZIP that ``manage.py evaluate`` reads once it is unpacked."""
    offer = offer_for(request.user, kind)
    file = examples.as_zip(offer, Example.objects.filter(kind=kind).order_by("created_at"))
    name = f"{kind}-examples.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@staff_page(LOOK)
def example_picture(request: HttpRequest, pk: uuid.UUID, side: int) -> HttpResponse:
    kinds = kinds_for(request.user)
    return picture_response(get_object_or_404(Example, pk=pk, kind__in=kinds), side)


@staff_page()
def ratings_page(request: HttpRequest) -> HttpResponse:
    """What callers rated low and nobody has labelled yet."""
    rows = low_ratings(kinds_for(request.user))
    context = {
        **admin.site.each_context(request),
        "title": _("Low ratings"),
        "subtitle": _("Ready to be labelled"),
        "rows": rows,
    }
    return render(request, "core/workbench_ratings.html", context)


@require_POST
@staff_page()
def rating_fetch(request: HttpRequest) -> HttpResponse:
    """Read the photo of a low rating again, to be labelled: the kept one, or from its address."""
    row = _rating(request)
    offer, rated = offer_for(request.user, row.kind), row.rated
    about: dict[str, Any] = {"user": request.user, "source": rated.reference}
    try:
        if rated.kept:
            trial, job = open_trial(offer, data=pictures.read_kept(rated.kept), **about)
        else:
            trial, job = open_trial(offer, url=rated.url, **about)
    except RecognitionError as error:
        messages.error(request, error.message)
        return redirect("workbench-ratings")
    return sent(trial, job)


def _rating(request: HttpRequest) -> Low:
    asked = (request.POST.get("kind"), request.POST.get("reference"))
    for row in low_ratings(kinds_for(request.user)):
        if asked == (row.kind, row.rated.reference) and (row.rated.kept or row.rated.url):
            return row
    raise Http404
