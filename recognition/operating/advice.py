"""What an operator should know about the settings as they are saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from recognition.asking.catalogue import announced
from recognition.models import RecognitionSettings
from recognition.validators import is_local_url

SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence. ``level`` is "danger", "warning" or "info"."""

    level: str
    text: str


def advice(row: RecognitionSettings, *, today: date) -> list[Advice]:
    """The worst first."""
    found = [*_configuration(row), *_domains(row), *_model(row, today), *_base_url(row)]
    return sorted(found, key=lambda one: ("danger", "warning", "info").index(one.level))


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


def _model(row: RecognitionSettings, today: date) -> list[Advice]:
    known = announced(row.AIModelName)
    if known is None or known.ends is None or (known.ends - today).days > SOON_DAYS:
        return []
    ended = known.ends < today
    verb = "has been switched off by its provider since" if ended else "will be switched off on"
    instead = f" Its successor is {known.successor}." if known.successor else ""
    level = "danger" if ended and row.uses_model else "warning" if row.uses_model else "info"
    return [Advice(level, f"{row.AIModelName} {verb} {day_text(known.ends)}.{instead}")]


def _base_url(row: RecognitionSettings) -> list[Advice]:
    if urlsplit(row.baseUrl).scheme != "http" or is_local_url(row.baseUrl):
        return []
    return [Advice("warning", "The base URL is http://: key and photos travel unencrypted.")]


def day_text(day: date) -> str:
    """``14 Jan 2027``."""
    return f"{day.day} {day:%b %Y}"
