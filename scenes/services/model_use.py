"""What a vision model may be asked in a scene: of which products, and for how many tokens."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.db.models import Sum
from django.utils import timezone

from scenes.model_help.candidates import Candidate
from scenes.models import Scene, ScenePhoto, Sku
from scenes.realogram import SeenPhoto
from scenes.services.master_data import demanded_skus


def candidates(scene: Scene, seen: SeenPhoto, only: frozenset[int] | None) -> list[Candidate]:
    """The products of the catalogue that the model may choose from, those without a pack shot
    too; ``only`` narrows them as it does for matching.

    Expected are what the scene's display demands, and all of a brand or category that was seen.
    """
    rows = Sku.objects.filter(is_placeholder=False)
    named = ("id", "name", "brand__name", "brand_id", "category_id")
    skus = [row for row in rows.values_list(*named) if only is None or row[0] in only]
    demanded = demanded_skus(scene)
    shown = {facing.sku for facing in seen.facings}
    brands = {row[3] for row in skus if row[0] in shown} - {None}
    categories = {row[4] for row in skus if row[0] in shown} - {None}
    return [
        Candidate(
            pk,
            name,
            brand or "",
            is_expected=pk in demanded or brand_id in brands or category in categories,
        )
        for pk, name, brand, brand_id, category in skus
    ]


def tokens_today(key_id: str | None) -> int:
    """Tokens spent on scenes of an API key that came since midnight UTC."""
    midnight = datetime.combine(timezone.now().astimezone(UTC), time.min, tzinfo=UTC)
    photos = ScenePhoto.objects.filter(scene__key=key_id, scene__created_at__gte=midnight)
    return photos.aggregate(total=Sum("tokens"))["total"] or 0
