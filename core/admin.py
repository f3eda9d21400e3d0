"""The server's own pages in the admin: timelines, jobs, workers. The others are next door."""

from __future__ import annotations

import json
import uuid
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from celery import current_app
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timesince import timesince
from unfold.decorators import action, display

from core import accounts_admin as accounts_admin
from core import changes_admin as changes_admin
from core import deliveries_admin as deliveries_admin
from core import jobs
from core.models import Heartbeat, Job, TimelineRequest
from core.read_only_admin import ReadOnlyAdmin, moment
from core.waterfall import duration_text, waterfall

_STATES = {
    Job.State.QUEUED: "info",
    Job.State.RUNNING: "info",
    Job.State.WAITING: "warning",
    Job.State.DONE: "success",
    Job.State.FAILED: "danger",
}


def _without_query(value: Any) -> Any:
    is_url = isinstance(value, str) and value.startswith(("http://", "https://"))
    return urlsplit(value)._replace(query="", fragment="").geturl() if is_url else value


def _by_id(term: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(term.strip())
    except ValueError:
        return None


@admin.register(TimelineRequest)
class TimelineAdmin(ReadOnlyAdmin):
    list_display = ("received", "panel", "client", "answer", "took", "error_code", "id")
    list_filter = ("panel", "status", "error_code", "created_at")
    search_fields = ("client", "error_code", "origin")
    search_help_text = "Client, origin, error code, or a whole timeline_request_id"
    change_form_template = "core/timeline.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TimelineRequest]:
        took = ExpressionWrapper(F("finished_at") - F("created_at"), DurationField())
        rows: QuerySet[TimelineRequest] = super().get_queryset(request).annotate(took=took)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[TimelineRequest], search_term: str
    ) -> tuple[QuerySet[TimelineRequest], bool]:
        if pk := _by_id(search_term):
            return queryset.filter(pk=pk), False
        found: tuple[QuerySet[TimelineRequest], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    def beside(self, request: HttpRequest, row: TimelineRequest) -> dict[str, Any]:
        return {"stretches": waterfall(row.steps.all()), "took": self.took(row)}

    @display(description="received", ordering="created_at")
    def received(self, row: TimelineRequest) -> str:
        return moment(row.created_at)

    @display(
        description="status", ordering="status", label={2: "success", 4: "warning", 5: "danger"}
    )
    def answer(self, row: TimelineRequest) -> tuple[int, str] | str:
        return (row.status // 100, str(row.status)) if row.status else "–"

    @display(description="duration", ordering="took")
    def took(self, row: TimelineRequest) -> str:
        if row.finished_at is None:
            return "unfinished"
        return duration_text((row.finished_at - row.created_at).total_seconds() * 1000)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("created", "task", "state_label", "attempts", "error_code", "finished")
    list_filter = ("state", "task", "error_code", "created_at")
    search_fields = ("error_code", "error_detail")
    search_help_text = "Error, or a whole job id"
    exclude = ("input",)
    readonly_fields = ("given",)
    actions: ClassVar = ["run_again"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Job], search_term: str
    ) -> tuple[QuerySet[Job], bool]:
        if pk := _by_id(search_term):
            return queryset.filter(pk=pk), False
        found: tuple[QuerySet[Job], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    @display(description="created", ordering="created_at")
    def created(self, row: Job) -> str:
        return moment(row.created_at)

    @display(description="finished", ordering="finished_at")
    def finished(self, row: Job) -> str:
        return moment(row.finished_at)

    @display(description="input")
    def given(self, row: Job) -> str:
        """The input without URL queries, which may carry credentials."""
        shown = {name: _without_query(value) for name, value in row.input.items()}
        return format_html("<pre class='t-json'>{}</pre>", json.dumps(shown, indent=2))

    @display(description="state", ordering="state", label=_STATES)
    def state_label(self, row: Job) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def has_run_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_job")

    @action(description="Run again (failed jobs only)", permissions=["run_again"])
    def run_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        queued = [job for job in queryset if jobs.requeue(job)]
        for job in queued:
            transaction.on_commit(partial(current_app.send_task, job.task, [str(job.pk)]))
        level = messages.SUCCESS if queued else messages.WARNING
        self.message_user(request, f"{len(queued)} of {len(queryset)} jobs run again.", level)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "seen_at", "ago", "engines")
    ordering = ("-seen_at",)

    @display(description="last seen")
    def ago(self, row: Heartbeat) -> str:
        return f"{timesince(row.seen_at)} ago"

    @display(description="engines")
    def engines(self, row: Heartbeat) -> str:
        states = row.detail.get("engines") or {}
        return ", ".join(f"{name}: {state}" for name, state in states.items()) or "–"
