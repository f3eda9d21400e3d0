"""The server's own pages in the admin: timelines, workers. The others are next door."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.http import HttpRequest
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core import accounts_admin as accounts_admin
from core import changes_admin as changes_admin
from core import deliveries_admin as deliveries_admin
from core import jobs_admin as jobs_admin
from core import people_admin as people_admin
from core.models import Heartbeat, TimelineRequest
from core.read_only_admin import ReadOnlyAdmin, by_id, moment
from core.waterfall import duration_text, waterfall


@admin.register(TimelineRequest)
class TimelineAdmin(ReadOnlyAdmin):
    list_display = ("received", "panel", "client", "answer", "took", "error_code", "id")
    list_filter = ("panel", "status", "error_code", "created_at")
    search_fields = ("client", "error_code", "origin")
    search_help_text = _("Client, origin, error code, or a whole timeline_request_id")
    change_form_template = "core/timeline.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TimelineRequest]:
        took = ExpressionWrapper(F("finished_at") - F("created_at"), DurationField())
        rows: QuerySet[TimelineRequest] = super().get_queryset(request).annotate(took=took)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[TimelineRequest], search_term: str
    ) -> tuple[QuerySet[TimelineRequest], bool]:
        if pk := by_id(search_term):
            return queryset.filter(pk=pk), False
        found: tuple[QuerySet[TimelineRequest], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    def beside(self, request: HttpRequest, row: TimelineRequest) -> dict[str, Any]:
        return {"stretches": waterfall(row.steps.all()), "took": self.took(row)}

    @display(description=_("received"), ordering="created_at")
    def received(self, row: TimelineRequest) -> str:
        return moment(row.created_at)

    @display(
        description=_("status"), ordering="status", label={2: "success", 4: "warning", 5: "danger"}
    )
    def answer(self, row: TimelineRequest) -> tuple[int, str] | str:
        return (row.status // 100, str(row.status)) if row.status else "–"

    @display(description=_("duration"), ordering="took")
    def took(self, row: TimelineRequest) -> str:
        if row.finished_at is None:
            return gettext("unfinished")
        return duration_text((row.finished_at - row.created_at).total_seconds() * 1000)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    search_fields = ("name",)
    list_display = ("name", "seen_at", "ago", "engines")
    ordering = ("-seen_at",)

    @display(description=_("last seen"))
    def ago(self, row: Heartbeat) -> str:
        return gettext("%(time)s ago") % {"time": timesince(row.seen_at)}

    @display(description=_("engines"))
    def engines(self, row: Heartbeat) -> str:
        states = row.detail.get("engines") or {}
        return ", ".join(f"{name}: {state}" for name, state in states.items()) or "–"
