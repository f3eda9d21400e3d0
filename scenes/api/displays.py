"""/displays: places in a shop, each with its planogram and its must-have list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from scenes.api.conventions import Route
from scenes.api.fields import RecordSerializer
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import Display
from scenes.openapi import list_of, one_of
from scenes.services.demands import PAIRS, link


class DisplaySerializer(RecordSerializer):
    class Meta:
        model = Display
        fields: ClassVar = ["id", "name", "planogram", "musthavelist"]

    def save(self, **kwargs: Any) -> Any:
        """Its planogram names it in turn. Call it in a transaction."""
        display = super().save(**kwargs)
        if "planogram" in self.validated_data:
            link(display, display.planogram)
        return display


@list_of("display", "displays", DisplaySerializer)
class DisplaysView(RecordsView):
    serializer_class = DisplaySerializer
    turn = PAIRS


@one_of("display", "displays", DisplaySerializer)
class DisplayView(OneRecordView):
    serializer_class = DisplaySerializer
    turn = PAIRS


ROUTES: Sequence[Route] = (("displays", DisplaysView), ("displays/<int:pk>", DisplayView))
