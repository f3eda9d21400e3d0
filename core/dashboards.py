"""A dashboard of every panel: what its callers got, how fast, and what the panel adds.

A panel offers one by ``dashboard`` of its AppConfig (:class:`Offer`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import AppConfig, apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.module_loading import import_string

from core.models import Job
from core.spreadsheet import csv_file
from core.traffic import OUTCOMES, Asked, report

PERIODS = (1, 7, 30, 90)
CSV_COLUMNS = ("id", "created_at", "finished_at", "client", "origin", "status", "error_code")


@dataclass(frozen=True, slots=True)
class Card:
    """A figure with its name and a note."""

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an AppConfig says about its panel's dashboard.

    ``panel`` is the name in timelines, ``tasks`` how the names of its jobs begin,
    ``cards`` the dotted path of a function: moment -> figures since then.
    """

    panel: str
    title: str
    permission: str
    tasks: str
    cards: str


@admin.site.admin_view
def dashboard(request: HttpRequest, panel: str) -> HttpResponseBase:
    """What a panel has done in the last days, for staff who may see it; ``?format=csv``."""
    offer = _offer(panel)
    if not request.user.has_perm(offer.permission):
        raise PermissionDenied
    asked = _asked(request, offer)
    if request.GET.get("format") == "csv":
        return _csv(asked)
    cards: Callable[[datetime], list[Card]] = import_string(offer.cards)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": offer.title,
        "subtitle": "Dashboard",
        "asked": asked,
        "periods": PERIODS,
        "outcomes": OUTCOMES,
        "report": report(asked),
        "cards": cards(asked.since),
        "waiting": Job.objects.filter(task__startswith=offer.tasks, finished_at=None).count(),
    }
    return render(request, "core/dashboard.html", context)


def _offer(panel: str) -> Offer:
    config: AppConfig | None = apps.app_configs.get(panel)
    offer = getattr(config, "dashboard", None)
    if offer is None:
        raise Http404("No such panel.")
    return Offer(**offer)


def _asked(request: HttpRequest, offer: Offer) -> Asked:
    """The filters of the query; what is not understood counts as not asked."""
    days, outcome = request.GET.get("days", ""), request.GET.get("outcome", "")
    return Asked(
        offer.panel,
        int(days) if days in {str(period) for period in PERIODS} else 30,
        client=request.GET.get("client", "").strip().replace("\0", "")[:200],
        outcome=outcome if outcome in OUTCOMES else "",
    )


def _csv(asked: Asked) -> StreamingHttpResponse:
    rows = asked.rows().order_by("-created_at").iterator(chunk_size=500)
    return csv_file(f"{asked.panel}-requests", CSV_COLUMNS, rows)
