"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from datetime import date

from core.vision_advice import Advice, model_advice, worst_first
from recognition.colours import READABLE, contrast
from recognition.models import RecognitionSettings


def advice(row: RecognitionSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    found = [*_configuration(row), *_domains(row), *_colours(row), *model_advice(row, today=today)]
    return worst_first(found)


def _configuration(row: RecognitionSettings) -> list[Advice]:
    refused = "every call is answered “Error: Configuration data not found.”"
    if row.configured_at is None:
        return [Advice("warning", f"Nothing has been saved yet. Until you save, {refused}")]
    if row.lacks_key:
        return [Advice("danger", f"The model needs a key and none is saved: {refused}")]
    return []


def _domains(row: RecognitionSettings) -> list[Advice]:
    if "*" not in row.allowedDomains:
        return []
    text = "Allowed domains contains *: every page on the internet may use this panel."
    return [Advice("danger", text)]


def _colours(row: RecognitionSettings) -> list[Advice]:
    found = contrast(row.textColor, row.formBgColor)
    if found >= READABLE:
        return []
    text = f"The form's text is hard to read on its colour: contrast {found:.1f} : 1, not 4.5 : 1."
    return [Advice("warning", text)]
