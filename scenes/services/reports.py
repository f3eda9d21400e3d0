"""Reports as callers see them, and made anew when master data have changed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from core import jobs
from core.models import Job
from scenes.models import Report
from scenes.moments import rfc3339
from scenes.services.scenes import MAKE_REPORT, Refused


def summary_of(report: Report) -> dict[str, Any]:
    """What lists of reports hold. ``visit`` needs ``report.scene``."""
    return {
        "id": report.pk,
        "status": report.status,
        "report_type": report.report_type,
        "created_date": rfc3339(report.created_date),
        "updated_date": rfc3339(report.updated_date),
        "visit": report.scene.visit_id,
    }


def report_body(report: Report, *, also_data: bool = False) -> dict[str, Any]:
    """A report as ``GET /reports/{id}`` and webhooks give it.

    ``json`` is there only when it is READY, ``error`` only when it is ERROR: clients read
    them in these states without asking. ``also_data`` repeats ``json`` as ``data``.
    """
    body = summary_of(report) | {
        "previous_report": report.previous_report_id,
        "scene": report.scene.scene,
    }
    if report.status == Report.Status.READY:
        body["json"] = report.json
        if also_data:
            body["data"] = report.json
    if report.status == Report.Status.ERROR:
        body["error"] = report.error
    return body


@transaction.atomic
def force_update(ids: Sequence[int], *, webhook: str, timeline_id: uuid.UUID) -> list[Job]:
    """Have reports made anew from what was recognised and the master data as they are now.

    Returns the jobs to be enqueued after commit. Raises Refused for unknown ids.
    """
    rows = Report.objects.filter(pk__in=ids)
    # Locked, so that of two requests each gets a version of its own.
    versions = dict(rows.select_for_update().order_by("pk").values_list("pk", "version"))
    if unknown := [pk for pk in ids if pk not in versions]:
        listed = ", ".join(map(str, unknown))
        raise Refused("reports", f"There are no reports with these ids: {listed}.")
    rows.update(
        version=F("version") + 1, status=Report.Status.NOT_READY, updated_date=timezone.now()
    )
    about = {"kind": "force_update", "webhook": webhook}
    return [
        jobs.open_job(
            MAKE_REPORT,
            input={"report": pk, "version": versions[pk] + 1, **about},
            timeline_id=timeline_id,
        )
        for pk in ids
    ]


def filtered(
    *,
    status: str = "",
    report_type: str = "",
    visit: int | None = None,
    scene: str = "",
    display: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Report]:
    """Reports in the order of their ids; what is not given does not narrow them.

    ``scene`` is its hex name or the recognition's id; ``since`` and ``until`` bound the time
    of creation, both inside.
    """
    wanted = {
        "status": status or None,
        "report_type": report_type or None,
        "scene__visit": visit,
        "created_date__gte": since,
        "created_date__lte": until,
        **(scene_named(scene, prefix="scene__") if scene else {}),
    }
    rows = Report.objects.select_related("scene").defer("scene__realogram", "json")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if display is not None:
        # SQLite cannot look into JSON lists; both databases write them as "[27, 30]".
        rows = rows.annotate(shown=Cast("scene__displays", TextField()))
        rows = rows.filter(shown__regex=rf"[\[ ]{display}[,\]]")
    return rows.order_by("pk")


def scene_named(name: str, *, prefix: str = "") -> dict[str, Any]:
    """The lookup of a scene by its 32 hex digits, else by the recognition's id."""
    if len(name) == 32:
        return {f"{prefix}scene": name.lower()}
    return {f"{prefix}pk": int(name) if name.isdecimal() and len(name) < 19 else 0}
