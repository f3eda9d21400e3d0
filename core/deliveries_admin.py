"""What was told to webhooks and what was not: each attempt, and a way to send it again."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from core import webhooks
from core.models import Delivery
from core.read_only_admin import ReadOnlyAdmin, by_id, moment
from core.waterfall import duration_text

_STATES = {
    Delivery.State.WAITING: "info",
    Delivery.State.SENDING: "info",
    Delivery.State.DELIVERED: "success",
    Delivery.State.PARKED: "danger",
    Delivery.State.STOPPED: "warning",
}
SHOWN_BODY = 20_000
"""Characters of a body that its page shows."""


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("opened", "subject", "event", "receiver", "state_label", "attempts", "next")
    list_filter = ("state", "event", "panel", "host", "created_at")
    search_fields = ("subject", "host", "reason")
    search_help_text = _(
        "What it tells of, such as “report 81001”; the receiver; the reason; or a whole event id"
    )
    change_form_template = "core/delivery.html"
    actions: ClassVar = ["send_again", "try_now"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        rows: QuerySet[Delivery] = super().get_queryset(request).defer("body")
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Delivery], search_term: str
    ) -> tuple[QuerySet[Delivery], bool]:
        if pk := by_id(search_term):
            return queryset.filter(pk=pk), False
        found: tuple[QuerySet[Delivery], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    def beside(self, request: HttpRequest, row: Delivery) -> dict[str, Any]:
        return {
            "row": row,
            "receiver": self.receiver(row),
            "tone": _STATES[Delivery.State(row.state)],
            "tried": [(one, _took(one.duration_ms)) for one in row.tried.all()],
            "body": _pretty(row.body),
            "may_send": self.has_send_again_permission(request) and row.finished_at is not None,
            "may_hurry": self.has_send_again_permission(request)
            and row.state == Delivery.State.WAITING,
        }

    @display(description=_("opened"), ordering="created_at")
    def opened(self, row: Delivery) -> str:
        return moment(row.created_at)

    @display(description=_("receiver"), ordering="host")
    def receiver(self, row: Delivery) -> str:
        """The address without its query, which may carry credentials."""
        try:
            return urlsplit(row.url)._replace(query="", fragment="").geturl()
        except ValueError:
            return row.url.partition("?")[0]

    @display(description=_("state"), ordering="state", label=_STATES)
    def state_label(self, row: Delivery) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("next attempt"), ordering="due_at")
    def next(self, row: Delivery) -> str:
        return moment(row.due_at if row.state == Delivery.State.WAITING else None)

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_delivery")

    @action(description=_("Send again (ended deliveries only)"), permissions=["send_again"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        sent = sum(webhooks.send_again(delivery) for delivery in queryset)
        self._tell(request, _("%(done)d of %(all)d deliveries are sent again."), sent, queryset)

    @action(description=_("Try again now (waiting deliveries only)"), permissions=["send_again"])
    def try_now(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        tried = sum(webhooks.hurry(delivery) for delivery in queryset)
        self._tell(request, _("%(done)d of %(all)d deliveries are tried now."), tried, queryset)

    def _tell(
        self, request: HttpRequest, text: Promise, done: int, queryset: QuerySet[Delivery]
    ) -> None:
        level = messages.SUCCESS if done else messages.WARNING
        self.message_user(request, text % {"done": done, "all": len(queryset)}, level)


def _took(ms: float | None) -> str:
    return "–" if ms is None else duration_text(ms)


def _pretty(body: str) -> str:
    """The body to read; that of a large report only in part."""
    if len(body) > SHOWN_BODY:
        return f"{body[:SHOWN_BODY]} …"
    return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
