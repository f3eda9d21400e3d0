"""Reports on their way to webhooks: one POST for each report as soon as it is ready.

Three bodies are on record for this API, so an operator can choose; the default carries the
reports under their ids and under their types at once. Sources: reference of the v1.5 API,
section 5 (A as documented, B as an instance of 2019 sent it, C after ``force_update``).
"""

from __future__ import annotations

from typing import Any

from core.models import Delivery
from core.webhooks import open_delivery
from scenes.models import Report, Scene, ShelfSettings
from scenes.reports.registry import VERSION_SUFFIX
from scenes.services.reports import report_body

PANEL = "scenes"
Format = ShelfSettings.WebhookFormat


def report_ready(report: Report, *, forced_webhook: str | None = None) -> Delivery | None:
    """Tell of a report that is READY or ERROR; call it in the transaction that makes it so.

    ``forced_webhook`` is the address given with ``force_update``, whose body is flat; without
    it the scene's own webhook is told. None where there is no address.
    """
    url = forced_webhook or report.scene.webhook
    if not url:
        return None
    row = ShelfSettings.load() or ShelfSettings()
    body = _flat(report, row) if forced_webhook else _body(report, row)
    event = "report.error" if report.status == Report.Status.ERROR else "report.ready"
    subject = f"report {report.pk} ({report.report_type})"
    return open_delivery(url, event, body, panel=PANEL, subject=subject)


def webhook_secret() -> str:
    """What the panel's webhooks are signed with; empty where nobody has set a secret."""
    row = ShelfSettings.load()
    return row.webhookSecret if row else ""


def _flat(report: Report, row: ShelfSettings) -> dict[str, Any]:
    return {str(report.pk): report_body(report, also_data=row.alsoData)}


def _body(report: Report, row: ShelfSettings) -> dict[str, Any]:
    scene = report.scene
    return {
        "id": scene.pk,
        "images": _images(scene),
        "display": scene.displays[0] if scene.displays else None,
        "scene": scene.scene,
        "visit": scene.visit_id,
        "reports": _reports(report, row),
    }


def _images(scene: Scene) -> list[int]:
    return list(scene.photos.order_by("position").values_list("upload_id", flat=True))


def _reports(report: Report, row: ShelfSettings) -> dict[str, Any]:
    by_id = _flat(report, row)
    # Under its type stands what the report holds, and a report in error holds nothing.
    if report.status != Report.Status.READY or row.webhookFormat == Format.DOCS:
        return by_id
    names = (report.report_type, report.report_type + VERSION_SUFFIX, report.asked_as)
    by_type = dict.fromkeys(names, report.json)
    return by_type if row.webhookFormat == Format.TYPED else by_id | by_type
