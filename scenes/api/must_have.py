"""/mhl and /mhl_record: must-have lists and their records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from scenes.api.conventions import Route
from scenes.api.fields import RecordSerializer
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import MustHaveList, MustHaveRecord
from scenes.openapi import list_of, one_of

SKUS = ("sku", "sku1", "sku2", "sku3", "sku4", "sku5", "sku6")
"""Any of them fulfils a record."""


class MustHaveListSerializer(RecordSerializer):
    class Meta:
        model = MustHaveList
        fields: ClassVar = ["id", "name"]


class MustHaveRecordSerializer(RecordSerializer):
    class Meta:
        model = MustHaveRecord
        fields: ClassVar = ["id", "name", "musthavelist", *SKUS]


@list_of("mhl", "must-have lists", MustHaveListSerializer)
class MustHaveListsView(RecordsView):
    serializer_class = MustHaveListSerializer


@one_of("mhl", "must-have lists", MustHaveListSerializer)
class MustHaveListView(OneRecordView):
    serializer_class = MustHaveListSerializer


@list_of("mhl_record", "records of must-have lists", MustHaveRecordSerializer)
class MustHaveRecordsView(RecordsView):
    serializer_class = MustHaveRecordSerializer


@one_of("mhl_record", "records of must-have lists", MustHaveRecordSerializer)
class MustHaveRecordView(OneRecordView):
    serializer_class = MustHaveRecordSerializer


ROUTES: Sequence[Route] = (
    ("mhl", MustHaveListsView),
    ("mhl/<int:pk>", MustHaveListView),
    ("mhl_record", MustHaveRecordsView),
    ("mhl_record/<int:pk>", MustHaveRecordView),
)
