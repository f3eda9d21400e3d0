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


MOST_FACINGS = 1000
"""Of one record, beside and above each other."""
LARGEST_INDEX = 2**31 - 1
"""What a column holds in every database."""


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
        extra_kwargs: ClassVar = {
            "rack_index": {"max_value": LARGEST_INDEX},
            "shelf_index": {"max_value": LARGEST_INDEX},
            "product_index": {"max_value": LARGEST_INDEX},
            "facing_x": {"max_value": MOST_FACINGS},
            "facing_y": {"max_value": MOST_FACINGS},
        }


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
