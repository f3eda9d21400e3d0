"""What the dashboard says about serial numbers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.asked import Asked
from core.models import TimelineRequest
from core.panel_dashboard import Added, Dashboard, Found
from core.vision_advice import Advice
from recognition.models import RecognitionSettings, SerialRecognition
from recognition.operating import calibration, models_asked, recognised
from recognition.operating.advice import advice


class SerialDashboard(Dashboard):
    panel = "recognition"
    title = _("Serial numbers")
    tasks = "recognition."
    settings = "recognition.recognitionsettings"
    rows = "recognition.serialrecognition"
    answers = dict(SerialRecognition.Status.choices)
    answers_title = _("Answer")

    def advice(self) -> list[Advice]:
        row = RecognitionSettings.objects.first() or RecognitionSettings()
        return advice(row, today=timezone.now().date())

    def added(self, asked: Asked) -> Added:
        cells, heard = recognised.tally(asked), models_asked.heard(asked)
        return Added(
            cards=[*recognised.cards(cells), *models_asked.cards(heard)],
            sections=[
                recognised.over_time(asked),
                recognised.confidence(cells),
                calibration.section(cells),
                models_asked.section(heard),
                recognised.ratings(asked, cells),
            ],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [str(request.pk) for request in requests]
        rows = SerialRecognition.objects.filter(timeline_request_id__in=ids)
        return {UUID(row.timeline_request_id): _found(row) for row in rows.order_by()}


def _found(row: SerialRecognition) -> Found:
    text = row.serialNumber or row.get_recognition_status_display()
    sure = "" if row.confidence is None or not row.serialNumber else f"{row.confidence:.3f}"
    return Found(
        text, reverse("admin:recognition_serialrecognition_change", args=[row.pk]), note=sure
    )
