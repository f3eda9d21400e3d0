"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from core.vision_advice import Advice, model_advice, worst_first
from core.vision_settings import is_local_url
from ocr_docs.models import OcrSettings


def advice(row: OcrSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    return worst_first([*_keeping(row), *_sending(row), *model_advice(row, today=today)])


def _keeping(row: OcrSettings) -> list[Advice]:
    if row.configured_at is None:
        return [Advice("info", "Nothing has been saved yet: the values below are in force.")]
    if row.retentionHours == 0:
        return []
    hours = f"{row.retentionHours} hour{'s' if row.retentionHours > 1 else ''}"
    return [Advice("info", f"Documents and what was read in them are kept for {hours}.")]


def _sending(row: OcrSettings) -> list[Advice]:
    if row.lacks_key:
        text = "The model needs a key and none is saved: the local engines read alone."
        return [Advice("danger", text)]
    if not row.uses_model or is_local_url(row.baseUrl):
        return []
    host = urlsplit(row.baseUrl).hostname
    text = f"Pages of registration books, with names and addresses, are sent to {host}."
    return [Advice("warning", text)]
