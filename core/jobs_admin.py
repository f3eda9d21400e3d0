"""Jobs: what waits, what is worked on, what failed; and a way to run them again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display

from core.models import Job
from core.read_only_admin import ReadOnlyAdmin, by_id, moment
from core.running_again import may_run_again, run_again
from core.waterfall import duration_text

_STATES = {
    Job.State.QUEUED: "info",
    Job.State.RUNNING: "info",
    Job.State.WAITING: "warning",
    Job.State.DONE: "success",
    Job.State.FAILED: "danger",
}


class QueueFilter(admin.SimpleListFilter):
    """By the queue in which a task's messages wait."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in settings.QUEUES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        asked = self.value()
        if asked is None:
            return queryset
        routes = settings.CELERY_TASK_ROUTES.items()
        if asked == settings.CELERY_TASK_DEFAULT_QUEUE:
            return queryset.exclude(_of(pattern for pattern, _route in routes))
        return queryset.filter(_of(name for name, route in routes if route["queue"] == asked))


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = (
        "created",
        "task",
        "queue",
        "state_label",
        "attempts",
        "error_code",
        "age",
        "took",
    )
    list_filter = (QueueFilter, "state", "task", "error_code", "created_at")
    search_fields = ("task", "error_code", "error_detail")
    search_help_text = _("Task, error, or a whole id of a job or a timeline")
    change_form_template = "core/job.html"
    actions: ClassVar = ["run_again"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Job], search_term: str
    ) -> tuple[QuerySet[Job], bool]:
        if pk := by_id(search_term):
            return queryset.filter(Q(pk=pk) | Q(timeline_id=pk)), False
        found: tuple[QuerySet[Job], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    def beside(self, request: HttpRequest, row: Job) -> dict[str, Any]:
        may_look = request.user.has_perm("core.view_timelinerequest")
        return {
            "row": row,
            "tone": _STATES[Job.State(row.state)],
            "queue": self.queue(row),
            "took": self.took(row),
            "given": _pretty(row.input),
            "timeline": row.timeline_id if may_look else None,
            "may_run": self.has_run_again_permission(request) and may_run_again(row),
        }

    @display(description=_("created"), ordering="created_at")
    def created(self, row: Job) -> str:
        return moment(row.created_at)

    @display(description=_("queue"))
    def queue(self, row: Job) -> str:
        return queue_of(row.task)

    @display(description=_("age"), ordering="created_at")
    def age(self, row: Job) -> str:
        return duration_text((timezone.now() - row.created_at).total_seconds() * 1000)

    @display(description=_("took"))
    def took(self, row: Job) -> str:
        """From when it was last queued to its end."""
        if row.finished_at is None:
            return "–"
        return duration_text((row.finished_at - row.queued_at).total_seconds() * 1000)

    @display(description=_("state"), ordering="state", label=_STATES)
    def state_label(self, row: Job) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def has_run_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_job")

    @action(description=_("Run again, where that does no harm"), permissions=["run_again"])
    def run_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        queued = sum(run_again(job) for job in queryset)
        text = ngettext(
            "%(queued)d of %(all)d job runs again.",
            "%(queued)d of %(all)d jobs run again.",
            len(queryset),
        )
        level = messages.SUCCESS if queued else messages.WARNING
        self.message_user(request, text % {"queued": queued, "all": len(queryset)}, level)


def queue_of(task: str) -> str:
    """The queue in which the messages of ``task`` wait."""
    for pattern, route in settings.CELERY_TASK_ROUTES.items():
        if fnmatchcase(task, pattern):
            return str(route["queue"])
    return str(settings.CELERY_TASK_DEFAULT_QUEUE)


def _of(patterns: Iterable[str]) -> Q:
    """Jobs whose task matches one of ``patterns``, each of which ends in ``*``."""
    starts = [("task__startswith", pattern.removesuffix("*")) for pattern in patterns]
    return Q(*starts, _connector=Q.OR)


def _pretty(given: dict[str, Any]) -> str:
    """The input without URL queries, which may carry credentials."""
    shown = {name: _without_query(value) for name, value in given.items()}
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _without_query(value: Any) -> Any:
    is_url = isinstance(value, str) and value.startswith(("http://", "https://"))
    return urlsplit(value)._replace(query="", fragment="").geturl() if is_url else value
