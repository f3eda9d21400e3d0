"""One page for the dashboards of all panels: what callers got, how fast, and what a panel adds.

A panel offers its own by ``dashboard`` of its AppConfig: the dotted path of its kind of
:class:`core.panel_dashboard.Dashboard`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.apps import AppConfig, apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.asked import OUTCOMES, Asked
from core.models import Job, TimelineRequest
from core.panel_dashboard import Dashboard, Found, permission_of
from core.spreadsheet import csv_file
from core.traffic import report, took

PERIODS = (1, 7, 30, 90)
PAGE, CHUNK = 25, 500
CSV_COLUMNS = (
    *("id", "created_at", "finished_at", "client", "origin", "status", "error_code"),
    *("answer", "parts", "tokens"),
)
_FILTERS = ("days", "outcome", "answer", "client")
_UNFINISHED = (Job.State.QUEUED, Job.State.RUNNING, Job.State.WAITING)


@dataclass(frozen=True, slots=True)
class Line:
    """One request in the table, how long it took and what came of it."""

    row: TimelineRequest
    took: str
    found: Found | None

    @property
    def short_id(self) -> str:
        """The end of the id, by which people tell rows apart."""
        return str(self.row.pk)[-8:]


@dataclass(frozen=True, slots=True)
class Page:
    """Page ``number`` of ``last`` of ``total`` requests, the latest first."""

    total: int
    number: int
    last: int
    lines: list[Line]

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def older(self) -> int:
        return self.number + 1


@admin.site.admin_view
def dashboard(request: HttpRequest, panel: str) -> HttpResponseBase:
    """What a panel has done in the last days, for staff who may see it; ``?format=csv``."""
    shown = dashboard_of(panel)
    # Who may see the rows may see what they add up to.
    if not request.user.has_perm(permission_of(shown.rows)):
        raise PermissionDenied
    asked = _asked(request, shown)
    if request.GET.get("format") == "csv":
        return _csv(asked)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": shown.title,
        "subtitle": _("Dashboard"),
        "asked": asked,
        "periods": PERIODS,
        "outcomes": OUTCOMES,
        "kept": _kept(request),
        "links": _links(request, shown),
        **_shown(shown, asked, request.GET.get("page", "")),
    }
    return render(request, "core/dashboard.html", context)


def dashboard_of(panel: str) -> Dashboard:
    """The dashboard of the app ``panel``. Raises Http404 for one that has none."""
    config: AppConfig | None = apps.app_configs.get(panel)
    path = getattr(config, "dashboard", None)
    if path is None:
        raise Http404("No such panel.")
    made: Dashboard = import_string(path)()
    return made


def _shown(shown: Dashboard, asked: Asked, page: str) -> dict[str, Any]:
    unfinished = Job.objects.filter(task__startswith=shown.tasks, state__in=_UNFINISHED)
    waiting = sorted(unfinished.values_list("created_at", flat=True))
    return {
        "dashboard": shown,
        "advice": shown.advice(),
        "added": shown.added(asked),
        "waiting": len(waiting),
        "oldest": waiting[0] if waiting else None,
        **_requests(shown, asked, page),
    }


def _requests(shown: Dashboard, asked: Asked, page: str) -> dict[str, Any]:
    """What timelines tell."""
    found = report(asked)
    chart = {
        "title": _("Requests"),
        "name": "requests",
        "columns": found["columns"],
        "legend": found["outcomes"].values(),
    }
    return {"report": found, "chart": chart, "page": _page(shown, asked, page, found["total"])}


def _kept(request: HttpRequest) -> str:
    """The other filters, for links that lead to one day."""
    kept = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    return f"&{urlencode(kept)}" if kept else ""


def _links(request: HttpRequest, shown: Dashboard) -> list[tuple[str, str]]:
    """The panel's settings and rows, for those who may open them."""
    pages = ((_("Settings"), shown.settings), (_("All of them"), shown.rows))
    return [
        (title, reverse(f"admin:{model.replace('.', '_')}_changelist"))
        for title, model in pages
        if request.user.has_perm(permission_of(model))
    ]


def _asked(request: HttpRequest, shown: Dashboard) -> Asked:
    """The filters of the query; what is not understood counts as not asked."""
    days, outcome, answer, client, day = (
        request.GET.get(name, "").replace("\0", "").strip()[:200]
        for name in ("days", "outcome", "answer", "client", "day")
    )
    return Asked(
        shown.panel,
        int(days) if days in {str(period) for period in PERIODS} else 30,
        client=client,
        outcome=outcome if outcome in OUTCOMES else "",
        day=_day(day),
        answer=answer if answer in shown.answers else "",
    )


def _day(text: str) -> date | None:
    """A day that a calendar has, with a day after it; None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and date(1970, 1, 1) < day < date(9000, 1, 1) else None


def _page(shown: Dashboard, asked: Asked, text: str, total: int) -> Page:
    last = max(-(-total // PAGE), 1)
    number = min(max(int(text), 1), last) if text.isdecimal() and len(text) < 9 else 1
    # Ids first: they stand in the index, and on a late page most rows are passed over.
    ids = asked.rows().order_by("-created_at").values_list("pk", flat=True)
    wanted = TimelineRequest.objects.filter(pk__in=list(ids[(number - 1) * PAGE : number * PAGE]))
    rows = list(wanted.order_by("-created_at"))
    found = shown.found(rows)
    return Page(total, number, last, [Line(row, took(row), found.get(row.pk)) for row in rows])


def _csv(asked: Asked) -> StreamingHttpResponse:
    """What the table shows on all its pages."""
    rows = asked.rows().order_by("-created_at").iterator(chunk_size=CHUNK)
    return csv_file(f"{asked.panel}-requests", CSV_COLUMNS, rows)
