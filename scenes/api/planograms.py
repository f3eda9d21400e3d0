"""/planograms and /planogram_records: what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from scenes.api.conventions import Route
from scenes.api.fields import RecordSerializer
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import Planogram, PlanogramRecord
from scenes.openapi import list_of, one_of
from scenes.services.demands import PAIRS, link


class PlanogramSerializer(RecordSerializer):
    class Meta:
        model = Planogram
        fields: ClassVar = ["id", "name", "display"]

    def save(self, **kwargs: Any) -> Any:
        """Its display names it in turn. Call it in a transaction."""
        planogram = super().save(**kwargs)
        if "display" in self.validated_data:
            link(planogram.display, planogram)
        return planogram


class PlanogramRecordSerializer(RecordSerializer):
    class Meta:
        model = PlanogramRecord
        fields: ClassVar = [
            "id",
            "rack_index",
            "shelf_index",
            "product_index",
            "facing_x",
            "facing_y",
            "width",
            "height",
            "created_at",
            "updated_at",
            "planogram",
            "sku",
        ]


@list_of("planogram", "planograms", PlanogramSerializer)
class PlanogramsView(RecordsView):
    serializer_class = PlanogramSerializer
    turn = PAIRS


@one_of("planogram", "planograms", PlanogramSerializer)
class PlanogramView(OneRecordView):
    serializer_class = PlanogramSerializer
    turn = PAIRS


@list_of("planogram_record", "records of planograms", PlanogramRecordSerializer)
class PlanogramRecordsView(RecordsView):
    serializer_class = PlanogramRecordSerializer


@one_of("planogram_record", "records of planograms", PlanogramRecordSerializer)
class PlanogramRecordView(OneRecordView):
    serializer_class = PlanogramRecordSerializer


class PlanogramRecordsAliasView(PlanogramRecordsView):
    """One heading of the documentation spells the path so."""

    schema = None


class PlanogramRecordAliasView(PlanogramRecordView):
    schema = None


ROUTES: Sequence[Route] = (
    ("planograms", PlanogramsView),
    ("planograms/<int:pk>", PlanogramView),
    ("planogram_records", PlanogramRecordsView),
    ("planogram_records/<int:pk>", PlanogramRecordView),
    ("planograms_records", PlanogramRecordsAliasView),
    ("planograms_records/<int:pk>", PlanogramRecordAliasView),
)
