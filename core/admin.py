"""The server's own pages in the admin: timelines, jobs, workers, API keys, users."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from celery import current_app
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.timesince import timesince
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey as UnusedKey
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from core import jobs
from core.models import ApiKey, Heartbeat, Job, TimelineRequest
from core.read_only_admin import ReadOnlyAdmin
from core.waterfall import duration_text, waterfall

for _theirs in (User, Group, UnusedKey):
    admin.site.unregister(_theirs)

_STATES = {
    Job.State.QUEUED: "info",
    Job.State.RUNNING: "info",
    Job.State.WAITING: "warning",
    Job.State.DONE: "success",
    Job.State.FAILED: "danger",
}


def _by_id(term: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(term.strip())
    except ValueError:
        return None


@admin.register(TimelineRequest)
class TimelineAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "panel", "client", "answer", "took", "error_code", "id")
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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        extra = {"stretches": waterfall(row.steps.all()), "took": self.took(row)} if row else {}
        page: HttpResponse = super().change_view(request, object_id, form_url, extra)
        return page

    @display(description="status", ordering="status", label={2: "success", 4: "warning", 5: "danger"})
    def answer(self, row: TimelineRequest) -> tuple[int, str] | str:
        return (row.status // 100, str(row.status)) if row.status else "–"

    @display(description="duration", ordering="took")
    def took(self, row: TimelineRequest) -> str:
        if row.finished_at is None:
            return "unfinished"
        return duration_text((row.finished_at - row.created_at).total_seconds() * 1000)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "task", "state_label", "attempts", "error_code", "finished_at", "id")
    list_filter = ("state", "task", "error_code", "created_at")
    search_fields = ("error_code", "error_detail")
    search_help_text = "Error, or a whole job id"
    readonly_fields = ("input", "result")
    actions: ClassVar = ["run_again"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Job], search_term: str
    ) -> tuple[QuerySet[Job], bool]:
        if pk := _by_id(search_term):
            return queryset.filter(pk=pk), False
        found: tuple[QuerySet[Job], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    @display(description="state", ordering="state", label=_STATES)
    def state_label(self, row: Job) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def has_run_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_job")

    @action(description="Run again (failed jobs only)", permissions=["run_again"])
    def run_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        queued = [job for job in queryset if jobs.requeue(job)]
        for job in queued:
            transaction.on_commit(lambda job=job: current_app.send_task(job.task, [str(job.pk)]))
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


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin, APIKeyModelAdmin):  # type: ignore[misc]
    """The key is shown once, in the message after it was made; the row holds its hash."""

    list_display = ("name", "prefix", "created", "expiry_date", "state")
    list_filter = ("revoked", "created")
    actions: ClassVar = ["revoke"]

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            obj.save()
            return
        key = ApiKey.objects.assign_key(obj)
        obj.save()
        note = format_html(
            "The key of “{}” is <code class='t-key'>{}</code>. Copy it now: it is not shown again.",
            obj.name,
            key,
        )
        messages.warning(request, note)

    @display(description="state", label={"valid": "success", "expired": "warning", "revoked": "danger"})
    def state(self, row: ApiKey) -> str:
        return "revoked" if row.revoked else "expired" if row.has_expired else "valid"

    @action(description="Revoke", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        changed = queryset.filter(revoked=False).update(revoked=True)
        self.message_user(request, f"{changed} keys revoked. They cannot be used any more.")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):  # type: ignore[misc,type-arg]
    pass
