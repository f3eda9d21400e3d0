"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.vision_advice import Advice, model_advice, worst_first
from core.vision_settings import is_local_url
from ocr_docs.models import OcrSettings


def advice(row: OcrSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    return worst_first([*_keeping(row), *_sending(row), *model_advice(row, today=today)])


def _keeping(row: OcrSettings) -> list[Advice]:
    if row.configured_at is None:
        return [Advice("info", _("Nothing has been saved yet: the values below are in force."))]
    if row.retentionHours == 0:
        return []
    text = ngettext(
        "Documents and what was read in them are kept for %(hours)d hour.",
        "Documents and what was read in them are kept for %(hours)d hours.",
        row.retentionHours,
    )
    return [Advice("info", text % {"hours": row.retentionHours})]


def _sending(row: OcrSettings) -> list[Advice]:
    if row.lacks_key:
        text = _("The model needs a key and none is saved: the local engines read alone.")
        return [Advice("danger", text)]
    if not row.uses_model or is_local_url(row.baseUrl):
        return []
    host = urlsplit(row.baseUrl).hostname
    text = _("Pages of registration books, with names and addresses, are sent to %(host)s.")
    return [Advice("warning", text % {"host": host})]
