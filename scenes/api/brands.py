"""/brands, /categories, /manufacturers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route
from scenes.api.fields import RecordSerializer
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import Brand, Category, Manufacturer
from scenes.openapi import list_of, one_of
from scenes.services.catalogue import end_placeholders


class BrandSerializer(RecordSerializer):
    class Meta:
        model = Brand
        fields: ClassVar = ["id", "name", "manufacturer"]


class CategorySerializer(RecordSerializer):
    class Meta:
        model = Category
        fields: ClassVar = ["id", "name", "parent"]


class ManufacturerSerializer(RecordSerializer):
    class Meta:
        model = Manufacturer
        fields: ClassVar = ["id", "name"]


@list_of("brand", "brands", BrandSerializer)
class BrandsView(RecordsView):
    serializer_class = BrandSerializer


@one_of("brand", "brands", BrandSerializer)
class BrandView(OneRecordView):
    serializer_class = BrandSerializer

    @transaction.atomic
    def delete(self, request: Request, pk: int) -> Response:
        end_placeholders(self.found(self.rows(), pk))
        return super().delete(request, pk)


@list_of("category", "categories", CategorySerializer)
class CategoriesView(RecordsView):
    serializer_class = CategorySerializer


@one_of("category", "categories", CategorySerializer)
class CategoryView(OneRecordView):
    serializer_class = CategorySerializer


@list_of("manufacturer", "manufacturers", ManufacturerSerializer)
class ManufacturersView(RecordsView):
    serializer_class = ManufacturerSerializer


@one_of("manufacturer", "manufacturers", ManufacturerSerializer)
class ManufacturerView(OneRecordView):
    serializer_class = ManufacturerSerializer


ROUTES: Sequence[Route] = (
    ("brands", BrandsView),
    ("brands/<int:pk>", BrandView),
    ("categories", CategoriesView),
    ("categories/<int:pk>", CategoryView),
    ("manufacturers", ManufacturersView),
    ("manufacturers/<int:pk>", ManufacturerView),
)
