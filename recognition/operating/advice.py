"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.vision_advice import Advice, model_advice, worst_first
from recognition.colours import READABLE, contrast
from recognition.models import RecognitionSettings


def advice(row: RecognitionSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    found = [*_configuration(row), *_domains(row), *_colours(row), *model_advice(row, today=today)]
    return worst_first(found)


def _configuration(row: RecognitionSettings) -> list[Advice]:
    refused = {"answer": "“Error: Configuration data not found.”"}
    if row.configured_at is None:
        text = _("Nothing has been saved yet. Until you save, every call is answered %(answer)s")
        return [Advice("warning", text % refused)]
    if row.lacks_key:
        text = _("The model needs a key and none is saved: every call is answered %(answer)s")
        return [Advice("danger", text % refused)]
    return []


def _domains(row: RecognitionSettings) -> list[Advice]:
    if "*" not in row.allowedDomains:
        return []
    text = _("Allowed domains contains *: every page on the internet may use this panel.")
    return [Advice("danger", text)]


def _colours(row: RecognitionSettings) -> list[Advice]:
    found = contrast(row.textColor, row.formBgColor)
    if found >= READABLE:
        return []
    text = _("The form's text is hard to read on its colour: contrast %(found)s : 1, not 4.5 : 1.")
    return [Advice("warning", text % {"found": f"{found:.1f}"})]
