"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.vision_advice import Advice, model_advice, worst_first
from core.vision_settings import is_local_url
from scenes.models import ShelfSettings


def advice(row: ShelfSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    return worst_first([*_keeping(row), *_sending(row), *model_advice(row, today=today)])


def _keeping(row: ShelfSettings) -> list[Advice]:
    if row.configured_at is None:
        return [Advice("info", _("Nothing has been saved yet: the values below are in force."))]
    found = []
    if not row.webhookSecret:
        text = _("Webhooks are not signed: a receiver cannot tell that they come from here.")
        found.append(Advice("info", text))
    if row.retentionDays:
        text = ngettext(
            "Scenes, their photos and reports go after %(days)d day.",
            "Scenes, their photos and reports go after %(days)d days.",
            row.retentionDays,
        )
        found.append(Advice("info", text % {"days": row.retentionDays}))
    return found


def _sending(row: ShelfSettings) -> list[Advice]:
    if row.lacks_key:
        text = _("The model needs a key and none is saved: matching works alone.")
        return [Advice("danger", text)]
    if not row.uses_model or is_local_url(row.baseUrl):
        return []
    host = urlsplit(row.baseUrl).hostname
    text = _("Cut-outs of shelf photos are sent to %(host)s.")
    return [Advice("warning", text % {"host": host})]
