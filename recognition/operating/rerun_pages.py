"""“Run again with other settings”: the form, and the two answers side by side."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Job
from recognition import rerun
from recognition.models import RecognitionSettings, SerialRecognition
from recognition.operating.verdict_page import answered
from recognition.tasks import run_again

PERMISSION = "recognition.change_serialrecognition"
_FRAGMENT = "recognition/rerun.html"


class RerunForm(forms.Form):
    """The settings that may be others, by their names in a job's frozen settings."""

    engines = forms.ChoiceField(
        label=gettext_lazy("Engines"), choices=RecognitionSettings.Engines.choices
    )
    model = forms.CharField(label=gettext_lazy("Model"), max_length=200)
    threshold = forms.FloatField(
        label=gettext_lazy("Confidence threshold"),
        min_value=0.1,
        max_value=1,
        widget=forms.NumberInput({"step": "0.01"}),
    )
    additional_prompt = forms.CharField(
        label=gettext_lazy("Additional prompt"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact of the first answer beside that of the second."""

    title: str
    before: str
    after: str
    is_compared: bool = True

    @property
    def differs(self) -> bool:
        return self.is_compared and self.before != self.after


def form_for(request: HttpRequest, row: SerialRecognition) -> RerunForm | None:
    """The form with the row's own settings; None for those who may not, or without a photo."""
    if not request.user.has_perm(PERMISSION) or not rerun.has_photo(row):
        return None
    return RerunForm(initial=rerun.settings_of(row), prefix="again")


def start(request: HttpRequest, row: SerialRecognition) -> HttpResponse:
    """Open the job; answers with the fragment that asks for its result."""
    _may(request)
    form = RerunForm(request.POST, prefix="again")
    if not form.is_valid():
        return render(request, _FRAGMENT, {"row": row, "form": form})
    with transaction.atomic():
        job = rerun.open_rerun(row, form.cleaned_data)
        transaction.on_commit(partial(run_again.delay, str(job.pk)))
    return render(request, _FRAGMENT, {"row": row, "job": job})


def result(request: HttpRequest, row: SerialRecognition, job_id: uuid.UUID) -> HttpResponse:
    """The fragment of a job: waiting, a problem, or both answers."""
    _may(request)
    job = get_object_or_404(Job, pk=job_id, task=rerun.TASK, input__recognition=row.pk)
    context = {
        "row": row,
        "job": job,
        "waited": (timezone.now() - job.created_at).total_seconds(),
        "pairs": pairs(row, job),
    }
    return render(request, _FRAGMENT, context)


def pairs(row: SerialRecognition, job: Job) -> list[Pair]:
    """Both answers, fact by fact; empty until there is a second one."""
    if not job.result or "body" not in job.result:
        return []
    first, second = _facts(answered(row)), _facts(job.result["body"])
    times = _seconds(row.ai_execution_time), _seconds(job.result["seconds"])
    before, after = rerun.settings_of(row), job.input["settings"]
    asked = [
        Pair(str(RerunForm.base_fields[name].label), _told(before.get(name)), _told(after[name]))
        for name in rerun.CHANGEABLE
    ]
    changed = [pair for pair in asked if pair.differs]
    facts = [Pair(title, first[title], second[title]) for title in first]
    return [*changed, *facts, Pair(_("time"), *times, is_compared=False)]


def _facts(body: dict[str, Any]) -> dict[str, str]:
    return {
        _("serial number"): _told(body.get("serialNumber")),
        _("status"): body["recognitionStatus"],
        _("confidence"): _told(body.get("confidence")),
        _("other numbers"): ", ".join(body.get("additionalNumbers", [])) or "–",
        _("notes"): _told(body.get("notes") or body["data"].get("message")),
        _("answered by"): body["model"],
        _("tokens"): str(body["tokens"]),
    }


def _told(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value) if value not in (None, "") else "–"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s"


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
