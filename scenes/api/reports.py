"""/reports: polled, and made anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.asking import Text
from scenes.api.bodies import query_of
from scenes.api.conventions import Route, ShelfView
from scenes.api.fields import Id, Moment
from scenes.api.id_lists import Ids
from scenes.models import Report
from scenes.openapi import IDEMPOTENCY_KEY, PAGE, envelope, operation
from scenes.reports.registry import REPORTS, plain_name
from scenes.services.reports import filtered, force_update, report_body, summary_of
from scenes.services.scenes import Refused
from scenes.services.webhook_addresses import checked
from scenes.tasks import enqueue

TAG = "reports"

_SUMMARY: dict[str, Any] = {
    "id": serializers.IntegerField(),
    "status": serializers.ChoiceField(Report.Status.choices),
    "report_type": serializers.ChoiceField([(name, name) for name in REPORTS]),
    "created_date": serializers.DateTimeField(),
    "updated_date": serializers.DateTimeField(),
    "visit": serializers.IntegerField(),
}


class FilterSerializer(serializers.Serializer[Any]):
    """Filters of the list. What is not named does not narrow it."""

    status = serializers.ChoiceField(Report.Status.choices, required=False)
    report_type = Text(max_length=60)
    visit = Id(required=False)
    scene = Text(max_length=36)
    display = Id(required=False)
    created_date_from = Moment(required=False)
    created_date_to = Moment(required=False)


class ForceUpdateSerializer(serializers.Serializer[Any]):
    reports = Ids(help_text="Ids of reports.")
    webhook = Text(max_length=2000)


class ReportsView(ShelfView):
    @extend_schema(
        **operation(
            "list_report",
            "List reports",
            tag=TAG,
            answers={
                200: envelope("Report", partial(inline_serializer, "ReportSummary", _SUMMARY))
            },
            parameters=[
                *PAGE,
                OpenApiParameter("status", str, enum=Report.Status.values),
                OpenApiParameter("report_type", str, description="Aliases are understood too."),
                OpenApiParameter("visit", int),
                OpenApiParameter("scene", str, description="Its hex id, or the recognition's id."),
                OpenApiParameter("display", int),
                OpenApiParameter("created_date_from", str, description="ISO 8601; inside."),
                OpenApiParameter("created_date_to", str, description="ISO 8601; inside."),
            ],
        )
    )
    def get(self, request: Request) -> Response:
        named = {**self.body, **query_of(request)}
        sent = FilterSerializer(data={k: v for k, v in named.items() if v not in ("", None)})
        sent.is_valid(raise_exception=True)
        asked: dict[str, Any] = sent.validated_data
        rows = filtered(
            status=asked.get("status", ""),
            report_type=_plain(asked.get("report_type") or ""),
            visit=asked.get("visit"),
            scene=(asked.get("scene") or "").replace("-", ""),
            display=asked.get("display"),
            since=asked.get("created_date_from"),
            until=asked.get("created_date_to"),
        )
        return self.page(rows, summary_of)


class ReportView(ShelfView):
    @extend_schema(
        **operation(
            "read_report",
            "Read a report",
            tag=TAG,
            answers={
                200: inline_serializer(
                    "Report",
                    _SUMMARY
                    | {
                        "previous_report": serializers.IntegerField(allow_null=True),
                        "scene": serializers.CharField(),
                        "json": serializers.JSONField(required=False),
                        "error": serializers.CharField(required=False),
                    },
                )
            },
            fails=(404,),
        )
    )
    def get(self, request: Request, pk: int) -> Response:
        rows = Report.objects.select_related("scene").defer("scene__realogram")
        report = self.found(rows, pk)
        return Response(report_body(report, also_data=self.row.alsoData))


class ForceUpdateView(ShelfView):
    @extend_schema(
        **operation(
            "force_update_reports",
            "Make reports anew, without recognising again",
            tag=TAG,
            answers={
                200: inline_serializer(
                    "ForcedReports",
                    {"reports": serializers.ListField(child=serializers.IntegerField())},
                )
            },
            body=ForceUpdateSerializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 422),
        )
    )
    def post(self, request: Request) -> Response:
        sent = ForceUpdateSerializer(data=self.body)
        sent.is_valid(raise_exception=True)
        ids = sent.validated_data["reports"]
        if not ids:
            raise ValidationError({"reports": ["This list may not be empty."]})
        try:
            webhook = sent.validated_data.get("webhook") or ""
            body = self._updated(ids, checked(webhook) if webhook else "")
        except Refused as refused:
            raise ValidationError({refused.field: [refused.message]}) from refused
        return Response(body)

    def _updated(self, ids: Sequence[int], webhook: str) -> dict[str, Any]:
        assert self.timeline is not None
        self.timeline.flush()
        with transaction.atomic():
            opened = force_update(ids, webhook=webhook, timeline_id=self.timeline.id)
            body = {"reports": list(ids)}
            self.remember(200, body)
            transaction.on_commit(partial(enqueue, opened), robust=True)
        return body


def _plain(asked: str) -> str:
    """The plain name of a type; of one that is none, what matches no report."""
    return (plain_name(asked) or asked) if asked else ""


ROUTES: Sequence[Route] = (
    ("reports", ReportsView),
    ("reports/force_update", ForceUpdateView),
    ("reports/<int:pk>", ReportView),
)
