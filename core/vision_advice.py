"""What an operator should know about a panel's model as it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.engines.vision_catalogue import announced
from core.vision_settings import VisionSettings, is_local_url

SOON_DAYS = 90
_LEVELS = ("danger", "warning", "info")


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence. ``level`` is "danger", "warning" or "info"."""

    level: str
    text: str


def worst_first(found: Iterable[Advice]) -> list[Advice]:
    return sorted(found, key=lambda one: _LEVELS.index(one.level))


def model_advice(row: VisionSettings, *, today: date) -> list[Advice]:
    """About the model's announced end and about the way to it."""
    return [*_end(row, today), *_base_url(row)]


def day_text(day: date) -> str:
    """``14 Jan 2027``, with the month in the language of the page."""
    return date_format(day, "j M Y")


def _end(row: VisionSettings, today: date) -> list[Advice]:
    known = announced(row.AIModelName)
    if known is None or known.ends is None or (known.ends - today).days > SOON_DAYS:
        return []
    ended = known.ends < today
    text = (
        _("%(model)s has been switched off by its provider since %(day)s.")
        if ended
        else _("%(model)s will be switched off by its provider on %(day)s.")
    ) % {"model": row.AIModelName, "day": day_text(known.ends)}
    if known.successor:
        text += " " + _("Its successor is %(model)s.") % {"model": known.successor}
    level = "danger" if ended and row.uses_model else "warning" if row.uses_model else "info"
    return [Advice(level, text)]


def _base_url(row: VisionSettings) -> list[Advice]:
    if urlsplit(row.baseUrl).scheme != "http" or is_local_url(row.baseUrl):
        return []
    return [Advice("warning", _("The base URL is http://: key and photos travel unencrypted."))]
