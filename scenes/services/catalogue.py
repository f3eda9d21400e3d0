"""Products and their pack shots."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from scenes.models import Brand, PackShot, Sku, Upload


def pack_shots(sku: Sku) -> list[int]:
    """Upload ids of the SKU's pictures, its ``image`` first."""
    ids = [shot.upload_id for shot in sku.pack_shots.all()]
    first = [sku.image_id] if sku.image_id in ids else []
    return [id for id in first if id is not None] + [id for id in ids if id not in first]


def wanted_shots(
    current: Sequence[int], *, image: Sequence[int | None] = (), images: Sequence[int] | None = None
) -> list[int]:
    """Which pictures a SKU shall have; those it has are ``current``.

    ``image`` holds what a caller sent for the first picture, if anything: another picture
    takes the place of the first, None takes all away. ``images`` names all of them. A
    caller who sends everything back and changed one of the two means that one.
    """
    shots = list(current if images is None else dict.fromkeys(images))
    first = current[0] if current else None
    if not image or image[0] == first:
        return shots
    is_changed = images is not None and shots != list(current)
    if image[0] is None:
        return shots if is_changed else []
    rest = shots if is_changed else shots[1:]
    return [image[0], *(shot for shot in rest if shot != image[0])]


@transaction.atomic
def set_pack_shots(sku: Sku, shots: Sequence[int]) -> None:
    """Give the SKU the pictures with these upload ids, the first as its ``image``.

    What is new is recognised as soon as its features are computed; rows that stay keep theirs.
    """
    gone = sku.pack_shots.exclude(upload_id__in=shots).delete()[0]
    have = set(sku.pack_shots.values_list("upload_id", flat=True))
    new = [PackShot(sku=sku, upload_id=shot) for shot in shots if shot not in have]
    PackShot.objects.bulk_create(new)
    first = shots[0] if shots else None
    if gone or new or sku.image_id != first:
        sku.image_id = first
        sku.updated_at = timezone.now()
        sku.save(update_fields=["image", "updated_at"])


def sharing_a_picture(sku: Sku) -> QuerySet[Sku]:
    """Other SKUs that have one of its pictures, byte for byte: nothing tells them apart."""
    digests = sku.pack_shots.values("upload__digest")
    sharing = PackShot.objects.filter(sku=OuterRef("pk"), upload__digest__in=digests)
    return Sku.objects.filter(Exists(sharing)).exclude(pk=sku.pk)


def has_shared_picture() -> Exists:
    """Of a row of SKUs: whether another SKU has one of its pictures."""
    own = PackShot.objects.filter(sku=OuterRef(OuterRef("pk"))).values("upload__digest")
    others = PackShot.objects.exclude(sku=OuterRef("pk"))
    return Exists(others.filter(upload__digest__in=own))


def end_placeholders(brand: Brand) -> None:
    """What stood for unknown products of a brand is an ordinary SKU once the brand is gone."""
    Sku.objects.filter(brand=brand, is_placeholder=True).update(is_placeholder=False)


def uploads_missing(ids: Sequence[int]) -> list[int]:
    """Those of ``ids`` that no upload has."""
    known = set(Upload.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [id for id in ids if id not in known]
