"""/sku: products, found by the client's own code too, and their pack shots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.bodies import text_of
from scenes.api.conventions import Route
from scenes.api.fields import RecordSerializer
from scenes.api.id_lists import UploadIds
from scenes.api.records import OneRecordView, RecordsView
from scenes.models import Sku
from scenes.openapi import CID, list_of, one_of
from scenes.services.catalogue import (
    pack_shots,
    set_pack_shots,
    wanted_shots,
)

MOST_PACK_SHOTS = 100


class PackShotsField(UploadIds):
    """Upload ids of all pack shots of a SKU."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=MOST_PACK_SHOTS, **kwargs)

    def get_attribute(self, instance: Sku) -> list[int]:
        return pack_shots(instance)


class SkuSerializer(RecordSerializer):
    """``images`` are the upload ids of all pack shots, ``image`` is the first of them."""

    images = PackShotsField(required=False)

    class Meta:
        model = Sku
        fields: ClassVar = [
            "id",
            "cid",
            "ean13",
            "image",
            "images",
            "name",
            "brand",
            "category",
            "manufacturer",
            "size_x_mm",
            "size_y_mm",
            "size_z_mm",
            "attributes",
            "countries",
            "retail_chains",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar = ["created_at", "updated_at"]

    def validate_attributes(self, attributes: Any) -> Any:
        if attributes is not None and not isinstance(attributes, dict):
            raise ValidationError("Expected a dictionary.")
        return attributes

    def validate_countries(self, codes: Any) -> list[str]:
        named = _texts(codes)
        if any(len(code) != 2 or not code.isalpha() for code in named):
            raise ValidationError("Expected codes of two letters, as in ISO 3166-1.")
        return [code.upper() for code in named]

    def validate_retail_chains(self, chains: Any) -> list[str]:
        return _texts(chains)

    def save(self, **kwargs: Any) -> Any:
        """With the pack shots that ``image`` and ``images`` ask for. Call it in a transaction."""
        valid = self.validated_data
        image = [getattr(valid.pop("image"), "pk", None)] if "image" in valid else []
        images = valid.pop("images", None)
        current = pack_shots(self.instance) if self.instance is not None else []
        sku = super().save(**kwargs)
        set_pack_shots(sku, wanted_shots(current, image=image, images=images))
        return sku


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValidationError("Expected a list of texts.")
    return values


@list_of("sku", "SKUs", SkuSerializer, CID)
class SkusView(RecordsView):
    serializer_class: ClassVar[type[RecordSerializer]] = SkuSerializer

    def rows(self) -> QuerySet[Sku]:
        return Sku.objects.prefetch_related("pack_shots")

    def get(self, request: Request) -> Response:
        """With ``cid``: the page of matches and, where there is exactly one, its values beside."""
        cid = text_of(request.query_params.get("cid", self.body.get("cid")))
        if cid is None:
            return super().get(request)
        matches = self.rows().filter(cid=cid)
        response = self.page(matches, self.shown)
        if response.data["count"] == 1:
            response.data.update(self.shown(matches.get()))
        return response


@one_of("sku", "SKUs", SkuSerializer)
class SkuView(OneRecordView):
    serializer_class = SkuSerializer


ROUTES: Sequence[Route] = (("sku", SkusView), ("sku/<int:pk>", SkuView))
