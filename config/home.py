"""The first page: what runs here, whether it is healthy, one live example of each panel.

Open to all: it says nothing that ``/healthz`` and the API reference do not say. Figures are
of the moment and are asked for anew every few seconds (``?part=health``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.examples import example_of
from config.public_pages import shown
from core.health import health

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """A card of the first page. ``label`` is the app's; ``dashboard`` is the name of a URL and
    its arguments, ``form`` that of another, ``docs`` the last part of an address."""

    label: str
    title: Promise
    does: Promise
    dashboard: tuple[str, ...]
    docs: str
    form: str = ""

    @property
    def figures(self) -> str:
        """The path of its dashboard."""
        name, *arguments = self.dashboard
        return reverse(name, args=arguments)


PANELS = (
    Panel(
        "recognition",
        _("Serial numbers"),
        _("A photo of a label or nameplate in, its serial number out, with what speaks for it."),
        ("recognition-dashboard",),
        "serial-numbers",
        "recognition-form",
    ),
    Panel(
        "scenes",
        _("Shelf scenes"),
        _("Photos of a shelf in, seven reports out. A product is known once it has a pack shot."),
        ("dashboard", "scenes"),
        "shelf-scenes",
    ),
    Panel(
        "ocr_docs",
        _("Documents"),
        _("Thai registration books, meters and any printed page, with the place of every value."),
        ("dashboard", "ocr_docs"),
        "documents",
    ),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page, or with ``?part=health`` only its figures."""
    report = health()
    context = {"healthy": report["status"] == "ok", "parts": parts_of(report)}
    if request.GET.get("part") == "health":
        return shown(request, "home/health.html", context)
    # A database that is away answers for no example either.
    works = report["database"]["ok"]
    panels = [(panel, example_of(panel.label) if works else None) for panel in PANELS]
    version = settings.SPECTACULAR_SETTINGS["VERSION"]
    return shown(request, "home/home.html", {**context, "panels": panels, "version": version})


def parts_of(report: Report) -> list[dict[str, Any]]:
    """What ``/healthz`` reports, in words: ``name``, ``ok``, ``says`` and ``hint``."""
    named = {
        "database": (_("Database"), _database),
        "queue": (_("Queue"), _queue),
        "worker": (_("Workers"), _workers),
        "engines": (_("Engines"), _engines),
        "disk": (_("Disk"), _disk),
    }
    parts = []
    for key, (name, say) in named.items():
        part = report.get(key)
        if part is None:
            parts.append({"name": name, "ok": False, "says": _("not known"), "hint": ""})
        else:
            says = say(part) if part["ok"] or key in ("queue", "disk") else _("not ok")
            hint = part.get("hint", "")
            parts.append({"name": name, "ok": part["ok"], "says": says, "hint": hint})
    return parts


def _database(part: Report) -> str:
    vendor: str = part["vendor"]
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(vendor, vendor)


def _queue(part: Report) -> str:
    count = part["unfinished"]
    if not count:
        return gettext("empty")
    said = ngettext("%(count)d job at work", "%(count)d jobs at work", count)
    return said % {"count": count}


def _workers(part: Report) -> str:
    count = len(part["names"])
    heard = timezone.now() - datetime.fromisoformat(part["seen_at"])
    said = ngettext(
        "%(count)d alive, heard %(seconds)d s ago",
        "%(count)d alive, the last heard %(seconds)d s ago",
        count,
    )
    return said % {"count": count, "seconds": heard.total_seconds()}


def _engines(part: Report) -> str:
    names = [name for name, state in part.items() if state == "ok"]
    said = ngettext("%(count)d loaded: %(names)s", "%(count)d loaded: %(names)s", len(names))
    return said % {"count": len(names), "names": ", ".join(names)}


def _disk(part: Report) -> str:
    return gettext("%(free)s GB free") % {"free": part["free_gb"]}
