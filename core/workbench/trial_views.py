"""Pages on which staff try a photo."""

from __future__ import annotations

import uuid
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.engines.vision_catalogue import suggestions
from core.errors import RecognitionError
from core.models import Job
from core.workbench import pictures
from core.workbench.access import LABEL, kinds_for, offer_for, staff_page
from core.workbench.forms import AgainForm, LabelForm, TryForm
from core.workbench.models import SIDES, Example, Trial
from core.workbench.offers import Offer, bench_of
from core.workbench.ratings import low_ratings
from core.workbench.sets import sets_of
from core.workbench.shown import shown_answers
from core.workbench.trials import open_trial

LONG_S = 120
"""After so many seconds the page asks whether a worker runs."""


@staff_page()
def bench(request: HttpRequest) -> HttpResponse:
    """Where a photo is dropped; and the photos of the last day that the same person tried."""
    user: Any = request.user
    kinds = kinds_for(user)
    mine = Trial.objects.filter(user=user, kind__in=kinds)
    last = mine.values_list("kind", flat=True).first()
    initial = {"kind": last or next(iter(kinds), "")}
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TryForm(*posted, kinds=kinds, initial=initial)
    if form.is_valid():
        try:
            return sent(*_opened(form, kinds, user))
        except RecognitionError as error:
            form.add_error(None, error.message)
    context = _context(
        request,
        _("Workbench"),
        form=form,
        kinds=_kinds(kinds),
        trials=mine[:12],
        sets=sets_of(kinds),
        low=len(low_ratings(kinds)),
    )
    return render(request, "core/workbench.html", context)


def _opened(form: TryForm, kinds: dict[str, Offer], user: Any) -> tuple[Trial, Job]:
    """The trial of a valid form. Raises RecognitionError."""
    asked = form.cleaned_data
    return open_trial(
        kinds[asked["kind"]],
        user=user,
        data=form.data_of_photo(settings.MAX_PHOTO_BYTES),
        url=asked["url"].strip(),
        asked=asked["models"],
    )


@staff_page()
def trial_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A photo with its answers."""
    row = own_trial(request, pk)
    title = bench_of(row.kind).title
    return render(request, "core/workbench_trial.html", _context(request, title, **_about(row)))


@staff_page()
def trial_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The part of the page that changes while answers come in."""
    row = own_trial(request, pk)
    response = render(
        request,
        "core/workbench_answers.html",
        {"user": request.user, "perms_label": request.user.has_perm(LABEL), **_about(row)},
    )
    if row.picture and "bare" in request.GET:
        # The page was made before the photo was there.
        response["HX-Refresh"] = "true"
    return response


@staff_page()
def trial_picture(request: HttpRequest, pk: uuid.UUID, side: int) -> HttpResponse:
    return picture_response(own_trial(request, pk), side)


@require_POST
@staff_page()
def trial_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same photo as another kind, or with other models."""
    row = own_trial(request, pk)
    form = AgainForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors.get("models", [])))
        return redirect("workbench-trial", row.pk)
    offer = offer_for(request.user, form.cleaned_data["kind"])
    try:
        asked = form.cleaned_data["models"]
        data = pictures.read(row.picture) if row.picture else b""
        url = "" if row.picture else row.url
        trial, job = open_trial(
            offer, user=request.user, data=data, url=url, asked=asked, source=row.source
        )
    except RecognitionError as error:
        messages.error(request, error.message)
        return redirect("workbench-trial", row.pk)
    return sent(trial, job)


@require_POST
@staff_page()
def trial_forget(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a photo and its answers now rather than tomorrow."""
    own_trial(request, pk).delete()
    messages.success(request, _("The photo and its answers are deleted."))
    return redirect("workbench")


def picture_response(row: Trial | Example, side: int) -> HttpResponse:
    """A JPEG of one of ``SIDES``. Raises Http404 where there is none."""
    if side not in SIDES or not row.picture:
        raise Http404
    try:
        data = pictures.jpeg(row.picture, side)
    except RecognitionError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def sent(trial: Trial, job: Job) -> HttpResponse:
    current_app.send_task(job.task, [str(job.pk)])
    return redirect("workbench-trial", trial.pk)


def own_trial(request: HttpRequest, pk: uuid.UUID) -> Trial:
    """Trials are seen by who made them alone."""
    kinds = kinds_for(request.user)
    return get_object_or_404(Trial, pk=pk, user=request.user, kind__in=kinds)


def _about(row: Trial) -> dict[str, Any]:
    kind = bench_of(row.kind)
    answers = shown_answers(row)
    first = next((one["answer"]["label"] for one in answers if one["answer"]), "")
    waited = (timezone.now() - row.created_at).total_seconds()
    return {
        "row": row,
        "bench": kind,
        "answers": answers,
        "waiting": [name or "" for name in ["", *row.asked]][len(answers) :],
        "is_late": row.finished_at is None and waited > LONG_S,
        "label": LabelForm(initial={"expected": first}),
        "model": kind.model_row(),
        "titles": [(one.kind, one.bench.title) for one in kinds_for(row.user).values()],
    }


def _kinds(kinds: dict[str, Offer]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "title": offer.bench.title, "model": offer.bench.model_row()}
        for kind, offer in kinds.items()
    ]


def _context(request: HttpRequest, title: Any, **more: Any) -> dict[str, Any]:
    about = {"title": title, "suggestions": suggestions()}
    may = {"perms_label": request.user.has_perm(LABEL)}
    return {**admin.site.each_context(request), **about, **may, **more}
